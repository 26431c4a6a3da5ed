import { BookFigures as Figures, BookTable as TableOfBook } from './Book.tsx'

/** How a book stands. */
export const BookFigures = Figures
/** Whom an agent is to call, with what may be done about each. */
export const BookTable = TableOfBook
