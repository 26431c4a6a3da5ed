import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Stretches } from '#contract/route.ts'

/** The stretch a `Range` asks for, both ends included; null: the whole, as for more than one; undefined: there is none. */
export const stretchOf = (
  wanted: string | undefined,
  size: number,
): { from: number; to: number } | null | undefined => {
  const said = /^bytes=(\d*)-(\d*)$/.exec(wanted?.trim() ?? '')
  if (!said || (said[1] === '' && said[2] === '')) return null
  const last = size - 1
  if (said[1] === '') {
    const long = Math.min(Number(said[2]), size)
    return long > 0 ? { from: size - long, to: last } : undefined
  }
  const from = Number(said[1])
  const to = said[2] === '' ? last : Math.min(Number(said[2]), last)
  // An end before the beginning is no range at all, and is ignored as the standard says.
  if (said[2] !== '' && Number(said[2]) < from) return null
  return from <= last ? { from, to } : undefined
}

/** Answers 200 with the whole, 206 with a stretch, or 416 where there is no such stretch. */
export const sendStretch = (
  answer: FastifyReply,
  { size, read }: Stretches,
  wanted: string | undefined,
): FastifyReply => {
  const stretch = stretchOf(wanted, size)
  answer.headers({ 'accept-ranges': 'bytes', 'cache-control': 'private, no-store' })
  if (stretch === undefined) {
    answer.header('content-range', `bytes */${size}`)
    return answer.code(416).send(Buffer.alloc(0))
  }
  const { from, to } = stretch ?? { from: 0, to: size - 1 }
  if (stretch) answer.code(206).header('content-range', `bytes ${from}-${to}/${size}`)
  answer.header('content-length', to - from + 1)
  return answer.send(Readable.from(read(from, to)))
}
