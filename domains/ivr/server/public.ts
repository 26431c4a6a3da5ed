/** Flows without a screen, for demo centres and tests; and which prompts they say, for whoever keeps prompts. */
export { createFlow, flowsSay, publishFlow, setNumber, setSurvey } from './flows.ts'
export { type LiveFlows, openLiveFlows } from './live.ts'
