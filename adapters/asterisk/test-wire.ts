import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** A wire to a port of this machine that can be cut, go silent without a word to either end, and be slow. */
export const openWire = async (to: { host: string; port: number }) => {
  const ends = new Set<Socket>()
  let isCut = false
  let isSilent = false

  const server = createServer((from) => {
    if (isCut) return void from.destroy()
    const onward = connect(to)
    for (const end of [from, onward]) {
      ends.add(end)
      end.on('error', () => {})
      end.on('close', () => {
        ends.delete(end)
        from.destroy()
        onward.destroy()
      })
    }
    pass(from, onward, () => 0)
    pass(onward, from, () => replyTakesMs())
  })
  const held: (() => void)[] = []
  let replyTakesMs = (): number => 0
  const pass = (from: Socket, onward: Socket, takesMs: () => number): void => {
    let last = Promise.resolve()
    const later = async (data: Buffer): Promise<void> => {
      const due = performance.now() + takesMs()
      await last
      const leftMs = due - performance.now()
      if (leftMs > 0) await wait(leftMs)
      const give = (): void => void onward.write(data)
      if (isSilent) held.push(give)
      else give()
    }
    // What is said first arrives first, however slow it is.
    from.on('data', (data) => {
      last = later(data)
    })
  }
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (!address || typeof address === 'string') throw new Error('a wire has a port')
    return address.port
  }
  const port = await listen(0)

  return {
    url: `http://127.0.0.1:${port}`,
    cut: (): void => {
      isCut = true
      for (const end of ends) end.destroy()
    },
    mend: (): void => {
      isCut = false
    },
    /** What is said meanwhile arrives afterwards, all at once. */
    silence: (on: boolean): void => {
      isSilent = on
      if (!on) for (const give of held.splice(0)) give()
    },
    /** Whatever comes back takes so long from now on. */
    slow: (takesMs: () => number): void => {
      replyTakesMs = takesMs
    },
    /** Nobody listens there any more, and the machine says so; then somebody does again. */
    refuse: async (on: boolean): Promise<void> => {
      for (const end of on ? ends : []) end.destroy()
      if (on) await new Promise((closed) => server.close(closed))
      else await listen(port)
    },
    close: (): void => {
      for (const end of ends) end.destroy()
      server.close()
    },
  }
}
export type Wire = Awaited<ReturnType<typeof openWire>>
