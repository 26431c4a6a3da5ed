import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type AsteriskNode, configurationFiles, type TlsListener } from './configuration.ts'

/** In what one site differs from another. */
export type Site = {
  /** Where carriers and headsets see this machine, if it stands behind a router that translates addresses. */
  publicAddress?: string
  /** Its own address behind that router; browsers are told both. */
  privateAddress?: string
  /** Networks within which the machine is seen under its own address. */
  localNetworks?: readonly string[]
  /** Unsaid, only this machine reaches ARI and the web socket of headsets: the web server with HTTPS stands here too. */
  httpAddress?: string
  httpTls?: TlsListener
  sipTls?: TlsListener
  stunServer?: string
  mostChannels?: number
}

/** Ports of production; the firewall, the proxy and the container name the same ones. */
export const productionPorts = { http: 8088, sip: 5060, firstMedia: 20_000, lastMedia: 29_999 } as const

/** The file beside ari.conf that holds our account; made once on the machine, and never part of what is handed around. */
export const accountFile = 'account.conf'

const place = (of: string): string => join('/', of, 'carillon-asterisk')

/** An Asterisk in production, laid out as on any Debian machine. */
export const productionNode = (site: Site = {}): AsteriskNode => ({
  folders: {
    configuration: place('etc'),
    // Links, so that a newer Asterisk is a matter of where they point.
    modules: '/opt/carillon-asterisk/modules',
    data: '/opt/carillon-asterisk/data',
    library: place('var/lib'),
    spool: place('var/spool'),
    run: place('run'),
    log: place('var/log'),
  },
  http: {
    address: site.httpAddress ?? '127.0.0.1',
    port: productionPorts.http,
    ...(site.httpTls ? { tls: site.httpTls } : {}),
  },
  ari: { app: 'carillon', accountFile },
  sip: {
    address: '0.0.0.0',
    port: productionPorts.sip,
    ...(site.publicAddress ? { publicAddress: site.publicAddress, localNetworks: site.localNetworks ?? [] } : {}),
    ...(site.sipTls ? { tls: site.sipTls } : {}),
  },
  media: {
    firstPort: productionPorts.firstMedia,
    lastPort: productionPorts.lastMedia,
    ...(site.publicAddress && site.privateAddress
      ? { offeredAs: { [site.privateAddress]: `${site.publicAddress},include_local_address` } }
      : {}),
    ...(site.stunServer ? { stunServer: site.stunServer } : {}),
  },
  // Twice what two cores carry with recording: beyond, nobody would be served well.
  mostChannels: site.mostChannels ?? 900,
})

/** `8089,cert.pem,key.pem` */
const readTls = (said: string | undefined): TlsListener | undefined => {
  if (said === undefined) return undefined
  const [port, certificate, key] = said.split(',')
  if (!(Number(port) > 0) || !certificate || !key) throw new Error(`say port,certificate,key instead of ${said}`)
  return { port: Number(port), certificate, key }
}

const readSite = (args: readonly string[]): { site: Site; into: string | undefined } => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{
        into: text,
        'public-address': text,
        'private-address': text,
        'local-network': { type: 'string', multiple: true },
      },
      ...{ 'http-address': text, 'http-tls': text, 'sip-tls': text, 'stun-server': text, 'most-channels': text },
    },
  })
  const [httpTls, sipTls] = [readTls(values['http-tls']), readTls(values['sip-tls'])]
  return {
    into: values.into,
    site: {
      ...(values['public-address'] ? { publicAddress: values['public-address'] } : {}),
      ...(values['private-address'] ? { privateAddress: values['private-address'] } : {}),
      localNetworks: values['local-network'] ?? [],
      ...(values['http-address'] ? { httpAddress: values['http-address'] } : {}),
      ...(httpTls ? { httpTls } : {}),
      ...(sipTls ? { sipTls } : {}),
      ...(values['stun-server'] ? { stunServer: values['stun-server'] } : {}),
      ...(values['most-channels'] ? { mostChannels: Number(values['most-channels']) } : {}),
    },
  }
}

if (import.meta.main) {
  const { site, into } = readSite(process.argv.slice(2))
  if (into === undefined) throw new Error('say where to: --into /etc/carillon-asterisk')
  for (const [name, text] of Object.entries(configurationFiles(productionNode(site))))
    await writeFile(join(into, name), text)
}
