import { expect, test } from 'vitest'
import type { FactKind } from '../../custom-measure.ts'
import { definitionOf, type Filled, filledOf } from './definition-form.ts'

const facts = new Map<string, FactKind>([
  ['talked_refusals', { code: 'talked_refusals', unit: 'count' }],
  ['talk_ms', { code: 'talk_ms', unit: 'ms' }],
  ['hold_ms', { code: 'hold_ms', unit: 'ms' }],
])
const filled: Filled = {
  ...{ nameZh: '每小时拒绝', nameEn: 'Refusals an hour', meaningZh: '说明', meaningEn: 'What it is' },
  ...{ topPlus: ['talked_refusals'], topMinus: [], perPlus: ['talk_ms'], perMinus: ['hold_ms'] },
  ...{ unit: 'perHour', better: 'lower', minimumSample: 5, isShare: false },
}

test('what is filled in is what is defined, and back', () => {
  const definition = definitionOf(filled, facts)
  expect(definition.per).toEqual({
    terms: [
      { code: 'talk_ms', sign: 1 },
      { code: 'hold_ms', sign: -1 },
    ],
    scale: 'hours',
  })
  expect(filledOf(definition)).toEqual(filled)
})
test('time is told in seconds where the whole is a length or a share', () => {
  const length = definitionOf(
    { ...filled, unit: 'seconds', topPlus: ['talk_ms'], perPlus: ['talked_refusals'], perMinus: [] },
    facts,
  )
  expect([length.top.scale, length.per?.scale]).toEqual(['seconds', 'one'])
  const share = definitionOf({ ...filled, unit: 'ratio', topPlus: ['hold_ms'], perMinus: [] }, facts)
  expect([share.top.scale, share.per?.scale]).toEqual(['seconds', 'seconds'])
})
