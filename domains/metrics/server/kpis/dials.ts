import { calls, defineKpi } from '../kpi.ts'

export const dials = defineKpi({
  code: 'dials',
  name: { zh: '呼出电话量', en: 'Dials' },
  meaning: { zh: '呼出的电话次数', en: 'Calls placed' },
  formula: { zh: '呼出电话次数', en: 'Calls placed' },
  source: '呼出电话量',
  unit: 'count',
  better: 'neither',
  top: calls(),
  example: {
    given: {
      calls: [
        { answered: true, answeredBy: 'person' },
        { answered: true, answeredBy: 'machine' },
        { answered: true, answeredBy: null },
        {},
      ],
    },
    equals: 4,
  },
})
