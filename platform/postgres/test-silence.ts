import net from 'node:net'

/** A way to a database that can fall silent: nothing is refused, nothing closed, nothing said. */
export const throughSilence = async (url: string) => {
  const target = new URL(url)
  const sockets = new Set<net.Socket>()
  let silent = false
  const proxy = net.createServer((near) => {
    const far = net.connect(Number(target.port || 5432), target.hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (said) => void (silent || to.write(said)))
      from.on('error', () => {})
      from.on('close', () => {
        sockets.delete(from)
        if (!silent) to.destroy()
      })
    }
  })
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening))
  const way = new URL(url)
  way.hostname = '127.0.0.1'
  way.port = String((proxy.address() as net.AddressInfo).port)
  return {
    url: way.href,
    fallSilent: (): void => {
      silent = true
    },
    /** Speaks again on new connections; what was said into the silence is gone, as with a firewall that forgot. */
    speak: (): void => {
      silent = false
    },
    close: (): void => {
      for (const socket of sockets) socket.destroy()
      proxy.close()
    },
  }
}
