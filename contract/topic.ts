import type { z } from 'zod'
import type { Permission } from './permission.ts'

/**
 * Live news about one thing: `key` says which, `value` is its whole newest state, never a difference.
 * A screen asks the route first, then listens; after a break it asks again. Older versions are dropped.
 */
export type Topic<K extends z.ZodObject = z.ZodObject, V extends z.ZodType = z.ZodType> = {
  name: string
  key: K
  value: V
  permission: Permission
}
export const defineTopic = <K extends z.ZodObject, V extends z.ZodType>(topic: Topic<K, V>): Topic<K, V> => topic

export type KeyOf<T extends Topic> = z.output<T['key']>
export type ValueOf<T extends Topic> = z.output<T['value']>
/** The name a subscription goes by: topic and key values in declared order. */
export const channelOf = (topic: Topic, key: Record<string, unknown>): string =>
  [topic.name, ...Object.keys(topic.key.shape).map((part) => String(key[part]))].join(':')
