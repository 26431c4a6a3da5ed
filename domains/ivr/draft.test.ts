import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  beginWriting,
  changesOf,
  emptyFlow,
  movedStep,
  redone,
  undone,
  withChangedStep,
  withoutStep,
  withStep,
  written,
} from './draft.ts'
import { FlowBody, type Step, stepKinds, waysOut } from './flow.ts'

type Deed = { what: 'add' | 'remove' | 'move' | 'rename'; at: number; kind: (typeof stepKinds)[number]; down: boolean }
const deeds = fc.array(
  fc.record({
    what: fc.constantFrom('add', 'remove', 'move', 'rename'),
    at: fc.nat(70),
    kind: fc.constantFrom(...stepKinds),
    down: fc.boolean(),
  }),
  { maxLength: 90 },
)
const done = (flow: FlowBody, { what, at, kind, down }: Deed, serial: number): FlowBody => {
  const step = flow.steps[at % flow.steps.length] as Step
  if (what === 'add') return withStep(flow, step.id, { kind, name: '一步' }).flow
  if (what === 'remove') return withoutStep(flow, step.id)
  if (what === 'move') return movedStep(flow, step.id, down ? 1 : -1)
  return withChangedStep(flow, step.id, { ...step, id: `renamed${serial}` })
}
const start = emptyFlow('incoming', '欢迎')

describe('a draft', () => {
  test('whatever is done to it, has steps of different ids that lead to steps there are', () => {
    fc.assert(
      fc.property(deeds, (all) => {
        const flow = all.reduce(done, start)
        expect(FlowBody.safeParse(flow).success).toBe(true)
        const ids = flow.steps.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const step of flow.steps) for (const { to } of waysOut(step)) if (to !== null) expect(ids).toContain(to)
      }),
    )
  })

  test('is brought back step by step, and forward again', () => {
    fc.assert(
      fc.property(deeds, (all) => {
        const states = [start]
        let writing = beginWriting(start)
        for (const [serial, deed] of all.entries()) {
          const next = done(writing.now, deed, serial)
          if (next !== writing.now) states.push(next)
          writing = written(writing, next)
        }
        for (let n = states.length - 2; n >= 0; n--) {
          writing = undone(writing)
          expect(writing.now).toBe(states[n])
        }
        expect(undone(writing)).toBe(writing)
        for (let n = 1; n < states.length; n++) writing = redone(writing)
        expect(writing.now).toBe(states.at(-1))
      }),
    )
  })

  test('says what of it is new, gone, otherwise or elsewhere', () => {
    const first = withStep(start, 'say1', { kind: 'number', name: '年龄' }).flow
    const second = withStep(first, 'number1', { kind: 'end', name: '再见' }).flow
    expect(changesOf(null, start)).toEqual({
      steps: [{ kind: 'added', stepId: 'say1', name: '欢迎' }],
      settings: false,
    })
    expect(changesOf(first, first)).toEqual({ steps: [], settings: false })
    expect(changesOf(first, second).steps.map(({ kind, stepId }) => [kind, stepId])).toEqual([
      ['changed', 'number1'],
      ['added', 'end1'],
    ])
    expect(changesOf(second, { ...first, mostMinutes: 5 })).toMatchObject({
      steps: [
        { kind: 'changed', stepId: 'number1' },
        { kind: 'removed', stepId: 'end1' },
      ],
      settings: true,
    })
    expect(changesOf(second, movedStep(second, 'end1', -1)).steps.map(({ kind }) => kind)).toEqual(['moved', 'moved'])
  })

  test('leads on past a step that is taken out', () => {
    const chain = withStep(withStep(start, 'say1', { kind: 'say', name: '二' }).flow, 'say2', {
      kind: 'end',
      name: '三',
    })
    expect(withoutStep(chain.flow, 'say2').steps[0]).toMatchObject({ id: 'say1', next: 'end1' })
  })
})
