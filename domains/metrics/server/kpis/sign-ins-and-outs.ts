import { sum } from '../facts/fact.ts'
import { sessionFacts } from '../facts/other-facts.ts'
import { defineKpi } from '../kpi.ts'

export const signInsAndOuts = defineKpi({
  code: 'sign_ins_and_outs',
  name: { zh: '签入签出次数', en: 'Sign-ins and sign-outs' },
  meaning: {
    zh: '签入与签出的次数合计；频繁签入签出可能是网络或习惯问题',
    en: 'Sign-ins and sign-outs together; many may point to the network or to habit',
  },
  formula: { zh: '签入次数 + 签出次数', en: 'Sign-ins + sign-outs' },
  source: '签入签出次数',
  unit: 'count',
  better: 'neither',
  owner: 'teamLeader',
  top: sum(sessionFacts.sign_ins, sessionFacts.sign_outs),
  example: { given: { agents: [[{ state: 'ready', seconds: 60 }], [{ state: 'ready', seconds: 60 }]] }, equals: 4 },
})
