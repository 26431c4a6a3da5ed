import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A wire to a port of this machine that can be cut, and can go silent without a word to either end. */
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
    pass(from, onward)
    pass(onward, from)
  })
  const held: (() => void)[] = []
  const pass = (from: Socket, onward: Socket): void => {
    from.on('data', (data) => {
      const give = (): void => void onward.write(data)
      if (isSilent) held.push(give)
      else give()
    })
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('a wire has a port')

  return {
    url: `http://127.0.0.1:${address.port}`,
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
    close: (): void => {
      for (const end of ends) end.destroy()
      server.close()
    },
  }
}
export type Wire = Awaited<ReturnType<typeof openWire>>
