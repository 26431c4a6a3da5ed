import { z } from 'zod'
import { plainText } from '#contract/text.ts'
import { Condition } from './condition.ts'

/**
 * Which part of the passed contacts, or which scores. Shares are counted from the best: by score where there is one,
 * else by the list's priority; equals are never parted. The upper end is not included, but for 1.
 */
export const Band = z
  .object({ by: z.enum(['share', 'score']), from: z.number().min(0).max(1), to: z.number().min(0).max(1) })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'ends before it begins' })
export type Band = z.output<typeof Band>

/** How a class is worked; what is null is as the campaign has it. */
export const Treatment = z.object({
  /** Smaller is called sooner; takes the place of the list's own. */
  priority: z.int().min(1).max(10_000),
  attemptLimit: z.int().min(1).max(100).nullable(),
  ringSeconds: z.int().min(15).max(90).nullable(),
})
export type Treatment = z.output<typeof Treatment>

export const GradeClass = z.object({
  /** What reports and allocation know it by. */
  code: z.string().regex(/^[A-Za-z0-9]{1,8}$/),
  nameZh: plainText(40),
  nameEn: plainText(40),
  band: Band.nullable(),
  condition: Condition.nullable(),
  treatment: Treatment,
})
export type GradeClass = z.output<typeof GradeClass>
const codes = (classes: readonly { code: string }[]): boolean =>
  new Set(classes.map(({ code }) => code)).size === classes.length
export const Classes = z.array(GradeClass).max(12).refine(codes, { message: 'two classes with the same code' })

const treated = (priority: number, attemptLimit: number | null): Treatment => ({
  priority,
  attemptLimit,
  ringSeconds: null,
})
/** Thirds of what passed, the best first and tried most often. */
export const usualClasses: readonly GradeClass[] = [
  { code: 'A', nameZh: '优质客户', nameEn: 'Premium', from: 0, to: 1 / 3, treatment: treated(10, 6) },
  { code: 'B', nameZh: '普通客户', nameEn: 'Ordinary', from: 1 / 3, to: 2 / 3, treatment: treated(20, 4) },
  { code: 'C', nameZh: '待培育客户', nameEn: 'To be nurtured', from: 2 / 3, to: 1, treatment: treated(30, 2) },
].map(({ from, to, ...rest }) => ({ ...rest, band: { by: 'share', from, to } as Band, condition: null }))
