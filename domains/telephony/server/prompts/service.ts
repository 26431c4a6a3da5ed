import { refuse } from '#contract/problem.ts'
import type { Download, Upload } from '#contract/route.ts'
import { type Base, type Context, inTransaction, systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { announce, defineEvent, NoPayload } from '#platform/outbox.ts'
import { builtInPrompts, houseGoodbye, isReplaceable } from '../../built-in-prompts.ts'
import { telephoneRate } from '../../g711.ts'
import {
  type PromptChange,
  type PromptForm,
  type PromptUse,
  type PromptVersion,
  type PromptView,
  promptRefusals as refusals,
  type UploadedSound,
} from '../../prompt-contract.ts'
import { linearSamples } from '../../prompt-sound.ts'
import { wavOf } from '../../wav.ts'
import { builtIn, builtInSound } from './built-in.ts'
import { soundOf } from './sound.ts'
import * as store from './store.ts'

/** A prompt is there, is another, or is gone from now on. The subject is its name. */
export const promptChanged = defineEvent('telephony.promptChanged', NoPayload)

/**
 * Who plays which prompt. Domains that let one be chosen say so through such a function, which the composition hands in:
 * prompts lie below them and cannot ask by themselves. Asked with every row in sight, for a use nobody here may see is one.
 */
export type PromptUses = (all: Context) => Promise<readonly (PromptUse & { prompt: string })[]>
export type PromptGround = { base: Base; uses: readonly PromptUses[] }

const ofTheHouse = { prompt: houseGoodbye, kind: 'house' as const, label: '', path: null }
const usesOf = async ({ base, uses }: PromptGround, ctx: Context) => {
  const all = systemContext(base, ctx.requestId)
  return [ofTheHouse, ...(await Promise.all(uses.map((ask) => ask(all)))).flat()]
}

/** All of one's own, the newest change first, then those nobody has put another in the place of. */
export const listAll = async ({ db, actor }: Pick<Context, 'db' | 'actor'>): Promise<store.StoredPrompt[]> => {
  const stored = await store.listStored(db)
  const own = new Set(stored.map(({ name }) => name))
  return [...stored, ...builtIn(actor.locale).filter(({ name }) => !own.has(name))]
}
export const listPrompts = async (ground: PromptGround, ctx: Context): Promise<PromptView[]> => {
  const [all, uses] = await Promise.all([listAll(ctx), usesOf(ground, ctx)])
  return all.map((prompt) => ({
    ...prompt,
    uses: uses.filter((use) => use.prompt === prompt.name).map(({ prompt: _, ...use }) => use),
  }))
}
const getPrompt = async (ground: PromptGround, ctx: Context, name: string): Promise<PromptView> =>
  (await listPrompts(ground, ctx)).find((prompt) => prompt.name === name) ?? refuse(refusals.noSuchPrompt)

/** Kept for a day, in which it may become a prompt. */
export const uploadPromptSound = async (ctx: Context, upload: Upload): Promise<UploadedSound> => {
  const made = await soundOf(upload)
  const { from, ...kept } = made
  await store.saveSound(ctx.db, kept, ctx.now())
  return { ...made, from }
}

const wholeSound = async (ctx: Context, sound: string): Promise<Uint8Array> =>
  (await store.readSound(ctx.db, sound)) ?? builtInSound(sound)?.alaw ?? refuse(refusals.noSuchSound)

export const playPromptSound = async (ctx: Context, sound: string): Promise<Download> => {
  const bytes = wavOf(linearSamples(await wholeSound(ctx, sound)), telephoneRate)
  return {
    name: `${sound.slice(0, 12)}.wav`,
    type: 'audio/wav',
    bytes,
    stretches: {
      size: bytes.length,
      read: async function* (from, to) {
        yield bytes.subarray(from, to + 1)
      },
    },
  }
}

/** As a telephone node plays it. Its name is its content, so it may be kept for good. */
export const fetchPromptSound = async (ctx: Context, file: string): Promise<Download> => ({
  name: file,
  type: 'audio/x-alaw-basic',
  bytes: await wholeSound(ctx, file.replace(/\.alaw$/, '')),
  isForGood: true,
})

/** A sound a prompt may have: one that was uploaded, or that came with us, of which from now on it has one of its own. */
const takeSound = async (tx: Context, sound: string): Promise<void> => {
  const shipped = builtInSound(sound)
  if (shipped) await store.saveSound(tx.db, shipped, tx.now())
  if (!(await store.hasSound(tx.db, sound))) refuse(refusals.noSuchSound)
}

const saved = async (tx: Context, name: string): Promise<void> => {
  await store.keepVersion(tx.db, name)
  await announce(tx, promptChanged, name)
}
const mark = (tx: Context) => ({ changedByName: tx.actor.name, changedAt: tx.now() })

/** Adds one made of a sound that was uploaded; answers its name. */
export const addPrompt = (ctx: Context, { name, ...form }: PromptForm): Promise<string> =>
  inTransaction(ctx, async (tx) => {
    await takeSound(tx, form.sound)
    const chosen = name ?? `prompt-${newId(tx.now()).slice(-12)}`
    const isTone = builtInPrompts.some((one) => one.name === chosen && one.isTone)
    if (isTone || !(await store.insertPrompt(tx.db, { ...form, name: chosen, ...mark(tx) })))
      refuse(refusals.promptNameTaken, { title: form.title })
    await saved(tx, chosen)
    return chosen
  })
export const addPromptShown = async (ground: PromptGround, ctx: Context, form: PromptForm): Promise<PromptView> =>
  getPrompt(ground, ctx, await addPrompt(ctx, form))

/** Words, title or sound become others from now on; calls that hear it now hear it to its end. */
export const changePrompt = async (
  ground: PromptGround,
  ctx: Context,
  name: string,
  { version, ...form }: PromptChange,
): Promise<PromptView> => {
  await inTransaction(ctx, async (tx) => {
    const before = (await store.lockStored(tx.db, name)) ?? (isReplaceable(name) ? null : refuse(refusals.noSuchPrompt))
    if ((before?.version ?? 0) !== version) refuse(refusals.promptChanged)
    await takeSound(tx, form.sound)
    if (await store.isTitleTaken(tx.db, form.title, name)) refuse(refusals.promptNameTaken, { title: form.title })
    if (before) await store.updatePrompt(tx.db, name, { ...form, ...mark(tx) })
    else if (!(await store.insertPrompt(tx.db, { ...form, name, ...mark(tx) }))) refuse(refusals.promptChanged)
    await saved(tx, name)
  })
  return getPrompt(ground, ctx, name)
}

/** Removes one nobody plays; one that took the place of a sound that came with us gives it back. */
export const removePrompt = (ground: PromptGround, ctx: Context, name: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const { title } = (await store.lockStored(tx.db, name)) ?? refuse(refusals.noSuchPrompt)
    const uses = isReplaceable(name) ? [] : (await usesOf(ground, ctx)).filter((use) => use.prompt === name)
    if (uses.length > 0) refuse(refusals.promptInUse, { title, uses: uses.map(({ label }) => label).join(', ') })
    await store.deletePrompt(tx.db, name)
    await announce(tx, promptChanged, name)
  })

export const listPromptVersions = async (ctx: Context, name: string): Promise<PromptVersion[]> => {
  const versions = await store.listVersions(ctx.db, name)
  return versions.length > 0 || isReplaceable(name) ? versions : refuse(refusals.noSuchPrompt)
}

/** Whether flows and campaigns may play it: one's own, or one that comes with the product. */
export const knownPrompts = async (
  ctx: Context,
): Promise<readonly { name: string; title: string; milliseconds: number; isBuiltIn: boolean }[]> =>
  (await listAll(ctx)).map(({ name, title, milliseconds, changedAt }) => ({
    ...{ name, title, milliseconds },
    isBuiltIn: changedAt === null,
  }))
