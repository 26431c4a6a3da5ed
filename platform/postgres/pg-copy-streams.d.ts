/** The package brings no types; this is the part we use. */
declare module 'pg-copy-streams' {
  import type { Readable, Writable } from 'node:stream'
  import type { Submittable } from 'pg'

  /** Reads what `COPY … TO STDOUT` sends; hand it to `client.query`. */
  export function to(sql: string): Readable & Submittable & { rowCount: number }
  /** Takes what `COPY … FROM STDIN` eats; hand it to `client.query`. */
  export function from(sql: string): Writable & Submittable & { rowCount: number }
}
