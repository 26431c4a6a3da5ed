import { z } from 'zod'
import { fill, type Words } from './words.ts'

/** A business "no", declared once with its code, HTTP status and words. `{name}` in the words is a parameter. */
export type RefusalKind = { readonly code: string; readonly status: number; readonly text: Words }
export type RefusalParams = Record<string, unknown>

/** Declares the refusals of a domain; the code becomes `domain.name`. */
export const defineRefusals = <N extends string>(
  domain: string,
  kinds: Record<N, { status: number; text: Words }>,
): Record<N, RefusalKind> =>
  Object.fromEntries(
    Object.entries<{ status: number; text: Words }>(kinds).map(([name, kind]) => [
      name,
      { code: `${domain}.${name}`, ...kind },
    ]),
  ) as Record<N, RefusalKind>

/** Thrown by `refuse`; the one handler at the edge turns it into problem+json. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly kind: RefusalKind
  readonly params: RefusalParams
  constructor(kind: RefusalKind, params: RefusalParams = {}) {
    super(`${kind.code}: ${fill(kind.text.en, params)}`)
    this.kind = kind
    this.params = params
  }
}

export const refuse = (kind: RefusalKind, params: RefusalParams = {}): never => {
  throw new Refusal(kind, params)
}

/** What a caller hears (RFC 9457), with our `code` and `params` so that a screen can say it in the reader's language. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  instance: z.string().optional(),
  code: z.string(),
  params: z.record(z.string(), z.unknown()).optional(),
})
export type Problem = z.infer<typeof Problem>

/** Refusals every route may give. */
export const commonRefusals = defineRefusals('common', {
  badInput: {
    status: 400,
    text: { zh: '输入有误，请检查：{fields}', en: 'Something in the input is wrong; please check: {fields}' },
  },
  badJson: { status: 400, text: { zh: '请求不是有效的 JSON', en: 'The request is not valid JSON' } },
  notSignedIn: { status: 401, text: { zh: '请先登录', en: 'Please sign in' } },
  notAllowed: {
    status: 403,
    text: { zh: '您没有此操作的权限（{permission}）', en: 'You may not do this ({permission})' },
  },
  firstPassword: {
    status: 403,
    text: { zh: '请先修改初始密码', en: 'Change your first password before anything else' },
  },
  notFound: { status: 404, text: { zh: '没有找到', en: 'Not found' } },
  noReason: {
    status: 400,
    text: {
      zh: '导出含个人信息的文件须写明用途（4–200 字）',
      en: 'Say what this file with people in it is for (4–200 characters)',
    },
  },
  tooLarge: { status: 413, text: { zh: '内容过大', en: 'Too large' } },
  notHere: {
    status: 503,
    text: {
      zh: '话务服务暂时不可用，请稍后重试',
      en: 'The telephony service is not available; please try again shortly',
    },
  },
  databaseAway: {
    status: 503,
    text: { zh: '数据库暂时不可用，请稍后重试', en: 'The database is not available; please try again shortly' },
  },
  broken: {
    status: 500,
    text: { zh: '系统出错了，已记录（{requestId}）', en: 'Something broke; it has been logged ({requestId})' },
  },
})
