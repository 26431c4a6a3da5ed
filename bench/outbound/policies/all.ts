import type { Policy } from '../policy-ground.ts'
import { adaptAverage, adaptHard, adaptTapered, adaptTuned } from './adapt.ts'
import { erlang } from './erlang.ts'
import { issabel } from './issabel.ts'
import { look, oracleFrees } from './look.ts'
import { newsvendor } from './newsvendor.ts'
import { oracleAll, oracleAnswers } from './oracle-answers.ts'
import { pid } from './pid.ts'
import { progressive } from './progressive.ts'
import { ratio2, ratioBest } from './ratio.ts'

/** The policies others are measured against, by name. */
export const baselines: Readonly<Record<string, Policy>> = {
  progressive,
  ratio2,
  ratioBest,
  adaptHard,
  adaptAverage,
  adaptTapered,
  adaptTuned,
  issabel,
  pid,
  erlang,
  newsvendor,
  look,
  oracleFrees,
  oracleAnswers,
  oracleAll,
}
