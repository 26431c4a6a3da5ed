import { z } from 'zod'

/** Postgres stores no NUL, and half of a surrogate pair would come back as another character. */
const storable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** Text somebody typed, kept byte for byte: 1 to `max` characters, not only blanks. */
export const plainText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine(storable, { message: 'unreadable character' })
    .refine((text) => text.trim() !== '', { message: 'only blanks' })

/** A remark somebody may leave empty. */
export const remark = (max: number) => z.string().max(max).refine(storable, { message: 'unreadable character' })

/** What somebody typed into a search field. */
export const SearchText = z.string().trim().max(60).refine(storable, { message: 'unreadable character' })
