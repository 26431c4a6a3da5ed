import { readConfig } from './config.ts'
import { runCentre, stopOnSignal } from './run-centre.ts'

const say = (line: string): void => console.log(line)

const stop = await runCentre(readConfig(), { say })
say('按 Ctrl+C 停止 / Ctrl+C stops\n')
stopOnSignal(say, stop)
