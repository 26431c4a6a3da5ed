import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columns, faultOf, firstPages, placed, roomFor, rows, type Widget, widgetKindCodes } from './wall.ts'

describe('a wall', () => {
  test('begins with pages that can be shown', () => {
    expect(firstPages.map(({ widgets }) => faultOf(widgets))).toEqual([undefined, undefined])
  })
  test('finds room for a widget as long as there is any, and never over another', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...widgetKindCodes), { maxLength: 40 }), (kinds) => {
        const widgets: Widget[] = []
        for (const kind of kinds) {
          const room = roomFor(widgets, kind)
          if (room) widgets.push({ kind, ...room })
        }
        return faultOf(widgets) === undefined || faultOf(widgets) === 'widgetCount'
      }),
    )
  })
  test('stays showable however widgets are pulled about', () => {
    const start = firstPages[0]?.widgets ?? []
    const pull = fc.record({
      index: fc.nat(start.length),
      box: fc.record({
        x: fc.integer({ min: -2, max: columns + 2 }),
        y: fc.integer({ min: -2, max: rows + 2 }),
        w: fc.integer({ min: -1, max: columns + 2 }),
        h: fc.integer({ min: -1, max: rows + 2 }),
      }),
    })
    fc.assert(
      fc.property(fc.array(pull, { maxLength: 60 }), (pulls) => {
        let widgets: readonly Widget[] = start
        for (const { index, box } of pulls) widgets = placed(widgets, index, box) ?? widgets
        return faultOf(widgets) === undefined
      }),
    )
  })
})
