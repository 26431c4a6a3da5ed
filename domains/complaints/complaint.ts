/** Where a complaint came from: it decides until when it is answered. */
export const sources = ['customerPage', 'agent', 'regulator', 'other'] as const
export type Source = (typeof sources)[number]

export const topics = ['tooManyCalls', 'noConsent', 'misleading', 'attitude', 'privacy', 'money', 'other'] as const
export type Topic = (typeof topics)[number]

/** Where the fault was found to lie. */
export const responsibilities = ['agent', 'script', 'list', 'rules', 'system', 'supplier', 'nobody'] as const
export type Responsibility = (typeof responsibilities)[number]

export const states = ['new', 'inHand', 'answered', 'closed'] as const
export type State = (typeof states)[number]
export const moveNames = ['take', 'answer', 'close', 'reopen'] as const
export type Move = (typeof moveNames)[number]

/** Read as: in this state, by this move, to that state. Somebody else may take over what is in hand. */
export const complaintMoves: Record<State, Partial<Record<Move, State>>> = {
  new: { take: 'inHand' },
  inHand: { take: 'inHand', answer: 'answered' },
  answered: { close: 'closed', reopen: 'inHand' },
  closed: { reopen: 'inHand' },
}

const dayMs = 86_400_000
/** The moment by which a complaint received then is answered: so many calendar days later. */
export const dueAfter = (receivedAt: Date, days: number): Date => new Date(receivedAt.getTime() + days * dayMs)

/** Overdue only while nobody has answered. */
export const isOverdue = ({ state, dueAt }: { state: State; dueAt: string }, now: number): boolean =>
  (state === 'new' || state === 'inHand') && Date.parse(dueAt) < now

/** How people call it: `C-000123`. */
export const complaintNumber = (number: number): string => `C-${String(number).padStart(6, '0')}`
