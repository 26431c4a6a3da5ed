import { commonRefusals, type Problem, type RefusalKind } from '#contract/problem.ts'
import { fill, type Words } from '#contract/words.ts'

/** A business "no" as the browser meets it: what the server sent, by code and parameters. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: string
  readonly status: number
  readonly params: Record<string, unknown>
  /** What to tell support, so that they find it in the log. */
  readonly requestId: string | undefined
  constructor(problem: Problem) {
    super(problem.title)
    this.code = problem.code
    this.status = problem.status
    this.params = problem.params ?? {}
    this.requestId = problem.instance
  }
}

/** The server could not be reached: no network, or it restarts just now. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

const known = new Map<string, Words>(Object.values(commonRefusals).map(({ code, text }) => [code, text]))

/** Teaches the browser the words of refusals; done once for all domains at start. */
export const knowRefusals = (kinds: Iterable<RefusalKind>): void => {
  for (const { code, text } of kinds) known.set(code, text)
}

const unreachable: Words = {
  zh: '连不上服务器，请检查网络后重试',
  en: 'The server cannot be reached; please check the network and try again',
}
const unexpected: Words = { zh: '页面出错了', en: 'Something went wrong on this page' }

/** What to tell the reader about anything that was thrown. A code we do not know is told in the server's own words. */
export const problemWords = (error: unknown): Words => {
  if (error instanceof Unreachable) return unreachable
  if (!(error instanceof ProblemError)) return unexpected
  const words = known.get(error.code) ?? { zh: error.message, en: error.message }
  return { zh: fill(words.zh, error.params), en: fill(words.en, error.params) }
}

export type FieldIssue = { field: string; code: string; message: string }
/** Which fields of the input were wrong, when that is what the server said. */
export const fieldIssues = (error: unknown): FieldIssue[] =>
  error instanceof ProblemError && Array.isArray(error.params.issues) ? (error.params.issues as FieldIssue[]) : []
