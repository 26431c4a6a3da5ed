/** Which prompts flows say, for whoever keeps prompts. */
export { createFlow, flowsSay, publishFlow, setNumber, setSurvey } from './flows.ts'
export { type LiveFlows, openLiveFlows } from './live.ts'
