import type { Words } from '#contract/words.ts'
import { outcomeWords } from '#domains/calls/text.ts'
import { stateWords, topicWords } from '#domains/complaints/text.ts'
import { reasonWords, sayBlock } from '#domains/compliance/text.ts'
import { fieldWords } from '#domains/customers/text.ts'
import type { EventKind, TimelineEvent } from './contract.ts'
import { followupStateWords, followupWords, listWords, poolMoveWords, purposeWords, text } from './text.ts'

type Detail = TimelineEvent['detail']
const said = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
const plain = (words: string): Words => ({ zh: words, en: words })
const joined = (...parts: (Words | null | undefined | false)[]): Words => {
  const told = parts.filter((part): part is Words => !!part && part.zh !== '')
  return { zh: told.map(({ zh }) => zh).join(' · '), en: told.map(({ en }) => en).join(' · ') }
}
const named = (words: Record<string, Words>, code: unknown): Words => words[said(code)] ?? plain(said(code))

/** What a row of the timeline says besides its kind, its moment and its person, in both languages. */
const tellers: Record<EventKind, (detail: Detail) => Words> = {
  blocked: ({ rule, params, count }) =>
    joined(
      sayBlock(said(rule), (params ?? {}) as Record<string, unknown>),
      Number(count) > 1 && { zh: text.times.zh(Number(count)), en: text.times.en(Number(count)) },
    ),
  call: ({ outcome, talkMs, abandoned, note }) =>
    joined(
      outcomeWords((outcome as string | null) ?? null) ?? (Number(talkMs) > 0 ? undefined : text.notConnected),
      abandoned === true && text.abandoned,
      plain(said(note)),
    ),
  followup: ({ followup, state }) => joined(named(followupWords, followup), named(followupStateWords, state)),
  listed: ({ listName, supplier, fileName, revertedAt }) =>
    joined(
      plain(said(listName)),
      plain(said(supplier)),
      fileName !== listName && plain(said(fileName)),
      revertedAt ? text.reverted : undefined,
    ),
  bought: ({ product, quantity, amount, channel }) =>
    joined(
      plain(said(product)),
      Number(quantity) > 1 && plain(`× ${said(quantity)}`),
      amount !== null && plain(`¥${said(amount)}`),
      plain(said(channel)),
    ),
  complaint: ({ topic, state }) => joined(named(topicWords, topic), named(stateWords, state)),
  consent: ({ act, purpose, source }) =>
    joined(
      act === 'given'
        ? {
            zh: `同意接听${named(purposeWords, purpose).zh}`,
            en: `Agreed to ${named(purposeWords, purpose).en}`,
          }
        : {
            zh: `撤回对${named(purposeWords, purpose).zh}的同意`,
            en: `Withdrew consent to ${named(purposeWords, purpose).en}`,
          },
      plain(said(source)),
    ),
  doNotCall: ({ list, reason, endedAt }) =>
    joined(named(listWords, list), reasonWords(said(reason)), endedAt ? text.ended : undefined),
  poolMove: ({ move, from, to, note }) =>
    joined(named(poolMoveWords, move), plain([said(from), said(to)].filter(Boolean).join(' → ')), plain(said(note))),
  edit: ({ field }) => named(fieldWords, said(field).replace(/^attributes\./, '')),
  merge: ({ reason, undoneAt }) => joined(text.merged, plain(said(reason)), undoneAt ? text.undone : undefined),
}

export type Told = { kind: EventKind; detail: Detail }
export const tell = ({ kind, detail }: Told): Words => tellers[kind](detail)
