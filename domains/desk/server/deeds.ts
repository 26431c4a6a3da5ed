import type { Context } from '#platform/context.ts'
import type { DeskState } from '../contract.ts'
import type { Handling } from './handling.ts'
import type { DeskFloor, LiveDesk } from './live.ts'
import type { Rescue } from './rescue.ts'
import { deskState } from './state.ts'

export type DeskEngine = DeskFloor & { desk: LiveDesk; rescue: Rescue; handling: Handling }
type Deed = (engine: DeskEngine) => unknown

/**
 * Each answer is the whole desk as it is after the deed, on record. While the record cannot be written nothing is begun
 * that needs it; what an agent does to a call that is up (`atOnce`) is done all the same.
 */
export const deskDeeds = (engine: () => DeskEngine) => {
  const atOnce = async ({ actor }: Context, deed: Deed): Promise<DeskState> => {
    const floor = engine()
    await deed(floor)
    await floor.journal.writtenNow(actor.id)
    return deskState(floor, actor.id)
  }
  const after = async (ctx: Context, deed: Deed): Promise<DeskState> => {
    await engine().journal.writtenNow()
    return atOnce(ctx, deed)
  }
  return { atOnce, after }
}
