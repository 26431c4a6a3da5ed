import type { ReplayFigures } from './figures.ts'
export const printReplay = (figures: ReplayFigures, { wallSeconds, json }: { wallSeconds: number; json: boolean }): void => {
  console.log(figures, wallSeconds, json)
}
