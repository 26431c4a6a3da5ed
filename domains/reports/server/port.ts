/** A letter with one file. `key` is the same for every try of one letter, so that a mail server may tell them. */
export type Letter = {
  key: string
  to: readonly string[]
  subject: string
  text: string
  file: { name: string; type: string; bytes: Buffer }
}
/**
 * What became of it. `refused`: certainly not sent, `again` where another try may help. `unsure`: everything was handed
 * over and no answer came; sending again might send twice.
 */
export type Posted =
  | { kind: 'sent'; refusedAddresses: readonly string[] }
  | { kind: 'refused'; why: string; again: boolean }
  | { kind: 'unsure'; why: string }

/** What we ask of a mail server. */
export interface MailPort {
  readonly sender: string
  send(letter: Letter): Promise<Posted>
}
