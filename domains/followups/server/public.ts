export { kept, type Promised, promised } from './lanes.ts'
