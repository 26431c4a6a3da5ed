import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { modules } from './modules.ts'

/** A listener with a certificate: files in PEM. */
export type TlsListener = { port: number; certificate: string; key: string }

/** Everything in which one Asterisk differs from another. Tests and production are written by the same hand. */
export type AsteriskNode = {
  folders: AsteriskFolders
  /** The socket of headsets (`/ws`) and ours (`/ari`). Only `/ws` may be reached from outside, through a proxy. */
  http: { address: string; port: number; tls?: TlsListener }
  ari: { app: string } & ({ user: string; password: string } | { accountFile: string })
  /** Where trunks reach us. Headsets come in by the web socket alone. */
  sip: { address: string; port: number; publicAddress?: string; localNetworks?: readonly string[]; tls?: TlsListener }
  media: {
    firstPort: number
    lastPort: number
    /** What headsets are told instead of an address of this machine: Asterisk never offers loopback by itself. */
    offeredAs?: Readonly<Record<string, string>>
    stunServer?: string
  }
  /** Most channels up at once; beyond, calls are refused by Asterisk itself. */
  mostChannels: number
}

/** Absolute paths. `modules` and `data` belong to the programs and are only read. */
export type AsteriskFolders = {
  configuration: string
  modules: string
  data: string
  library: string
  spool: string
  run: string
  log: string
}

/** Folders of a node that lives wholly below one folder. */
export const foldersBelow = (folder: string, programs: { modules: string; data: string }): AsteriskFolders => ({
  configuration: join(folder, 'etc'),
  library: join(folder, 'lib'),
  spool: join(folder, 'spool'),
  run: join(folder, 'run'),
  log: join(folder, 'log'),
  ...programs,
})

/** Where ARI puts recordings, and where prompts are looked for. */
export const recordingsFolder = ({ spool }: AsteriskFolders): string => join(spool, 'recording')
const cacheFolder = ({ library }: AsteriskFolders): string => join(library, 'cache')
export const promptsFolder = ({ library }: AsteriskFolders): string => join(library, 'prompts')

type Setting = readonly [key: string, value: string | number]

/** A line break or an unescaped semicolon in a value would begin another setting, or end this one unseen. */
const settingLine = ([key, value]: Setting): string => {
  const text = String(value)
  if (/[\r\n]/.test(text) || /[\r\n=;[\]]/.test(key)) throw new Error(`no setting may hold a line break: ${key}`)
  return `${key}=${text.replaceAll(';', '\\;')}`
}
const section = (name: string, settings: readonly Setting[]): string =>
  `[${name}]\n${settings.map((setting) => `${settingLine(setting)}\n`).join('')}`
const pairs = (settings: Record<string, string | number>): Setting[] => Object.entries(settings)

const asteriskConf = ({ folders, mostChannels }: AsteriskNode): string =>
  section('directories', [
    ['astetcdir', folders.configuration],
    ['astmoddir', folders.modules],
    ['astdatadir', folders.data],
    ['astvarlibdir', folders.library],
    ['astdbdir', folders.library],
    ['astkeydir', folders.library],
    ['astspooldir', folders.spool],
    // Prompts that were fetched.
    ['astcachedir', cacheFolder(folders)],
    ['astrundir', folders.run],
    ['astlogdir', folders.log],
  ]) + section('options', pairs({ maxfiles: 65_535, maxcalls: mostChannels, hideconnect: 'yes', nocolor: 'yes' }))

const modulesConf = (): string => {
  const load = modules.map((name): Setting => ['load', `${name}.so`])
  return section('modules', [['autoload', 'no'], ...load])
}

const httpConf = ({ http }: AsteriskNode): string =>
  section('general', [
    ...pairs({ enabled: 'yes', bindaddr: http.address, bindport: http.port, enable_static: 'no', enable_status: 'no' }),
    // Each headset and each of our connections is a session; the sample's 100 is a small floor.
    ['sessionlimit', 4000],
    ...(http.tls ? pairs(httpTls(http.address, http.tls)) : []),
  ])
const httpTls = (address: string, { port, certificate, key }: TlsListener): Record<string, string> => ({
  tlsenable: 'yes',
  tlsbindaddr: `${address}:${port}`,
  tlscertfile: certificate,
  tlsprivatekey: key,
})

/** The account ARI lets in: we, and nobody else. */
const ariAccount = (user: string, password: string): string =>
  section(user, pairs({ type: 'user', read_only: 'no', password }))

const ariConf = ({ ari }: AsteriskNode): string => {
  // A client that does not read for 100 ms, the default, would be cut off.
  const general = section('general', pairs({ enabled: 'yes', pretty: 'no', websocket_write_timeout: 1000 }))
  return general + ('accountFile' in ari ? `#include ${ari.accountFile}\n` : ariAccount(ari.user, ari.password))
}

const rtpConf = ({ media }: AsteriskNode): string => {
  const general = section('general', [
    ...pairs({ rtpstart: media.firstPort, rtpend: media.lastPort, icesupport: 'yes', strictrtp: 'yes' }),
    ...(media.stunServer ? [['stunaddr', media.stunServer] as const] : []),
  ])
  return `${general}[ice_host_candidates]\n${offered(media.offeredAs ?? {})}`
}
const offered = (addresses: Readonly<Record<string, string>>): string =>
  Object.entries(addresses)
    .map(([address, told]) => `${address} => ${told}\n`)
    .join('')

/** Headsets, trunks and their keys are told at run time over ARI and live in memory: no file holds them. */
const sorceryConf = (): string =>
  section('res_pjsip', pairs({ endpoint: 'memory', auth: 'memory', aor: 'memory', contact: 'memory' })) +
  section('res_pjsip_endpoint_identifier_ip', [['identify', 'memory']]) +
  section('res_pjsip_outbound_registration', [['registration', 'memory']])

const pjsipConf = ({ sip, http }: AsteriskNode): string => {
  const outside: Setting[] = sip.publicAddress
    ? [
        ['external_media_address', sip.publicAddress],
        ['external_signaling_address', sip.publicAddress],
        ...(sip.localNetworks ?? []).map((network): Setting => ['local_net', network]),
      ]
    : []
  const transport = (protocol: string, port: number): Setting[] => [
    ...pairs({ type: 'transport', protocol, bind: `${sip.address}:${port}`, allow_reload: 'no' }),
    ...outside,
  ]
  return [
    section('global', [
      // By name first, which is for headsets alone: a browser may stand behind the address of a carrier or of another node,
      // of a proxy on that machine for one, and could never register if it were taken for them.
      ...pairs({ type: 'global', user_agent: 'Carillon', endpoint_identifier_order: 'username,ip' }),
      // A scanner's requests are told in the security log after so many in so many seconds, not one by one.
      ...pairs({
        unidentified_request_count: 3,
        unidentified_request_period: 10,
        unidentified_request_prune_interval: 30,
      }),
    ]),
    section('trunk-udp', transport('udp', sip.port)),
    section('trunk-tcp', transport('tcp', sip.port)),
    ...(sip.tls
      ? [
          section('trunk-tls', [
            ...transport('tls', sip.tls.port),
            ...pairs({ cert_file: sip.tls.certificate, priv_key_file: sip.tls.key, method: 'tlsv1_2' }),
          ]),
        ]
      : []),
    // The listener is the one of http.conf; this only names it.
    section('headset-ws', pairs({ type: 'transport', protocol: 'ws', bind: `${http.address}:${http.port}` })),
  ].join('')
}

/**
 * Three contexts, and no way from a headset to a trunk: what a stolen headset password can dial is nothing. Calls are
 * placed by us over ARI alone, after the gate has looked at them.
 */
const extensionsConf = ({ ari: { app } }: AsteriskNode): string => {
  // FILTER: a caller's own text must not become an argument of ours.
  const dialled = '$' + '{FILTER(+0-9,$' + '{EXTEN})}'
  // Unset, the campaign left it to amd.conf.
  const amdOptions = '$' + '{CARILLON_AMD}'
  const amdResult = '$' + '{AMDSTATUS},$' + '{AMDCAUSE}'
  return `[general]
static=yes
writeprotect=yes
clearglobalvars=yes

[from-trunk]
exten => _X!,1,Stasis(${app},inbound,${dialled})
 same => n,Hangup()
exten => _+X!,1,Stasis(${app},inbound,${dialled})
 same => n,Hangup()

[from-headset]

[amd]
exten => s,1,AMD(${amdOptions})
 same => n,Stasis(${app},amd,${amdResult})
 same => n,Hangup()
`
}

const loggerConf = (): string =>
  section('general', pairs({ dateformat: '%F %T.%3q', use_callids: 'yes' })) +
  '[logfiles]\nmessages => notice,warning,error\nsecurity => security\nconsole => error\n'

const musicConf = ({ folders }: AsteriskNode): string =>
  section('default', pairs({ mode: 'files', directory: join(folders.data, 'moh'), sort: 'alpha' }))

const amdConf = (): string =>
  section('general', [
    ...pairs({ initial_silence: 2500, greeting: 1500, after_greeting_silence: 800, total_analysis_time: 5000 }),
    ...pairs({ min_word_length: 100, between_words_silence: 50, maximum_number_of_words: 2, silence_threshold: 256 }),
    ['maximum_word_length', 5000],
  ])

/** The tones of China, 450 Hz (YD/T 1125). */
const indicationsConf = (): string =>
  section('general', [['country', 'cn']]) +
  section('cn', [
    ...pairs({ description: 'China', ringcadence: '1000,4000', dial: '450', busy: '450/350,0/350' }),
    ...pairs({ ring: '450/1000,0/4000', congestion: '450/700,0/700', callwaiting: '450/400,0/4000' }),
    ...pairs({ dialrecall: '450', record: '950/400,0/10000', info: '450/100,0/100,450/100,0/100,450/400,0/400' }),
  ])

/** Asterisk complains of each of these when it is absent, and needs nothing in it. */
const emptyFiles = [
  'acl.conf',
  'ccss.conf',
  'chan_websocket.conf',
  'codecs.conf',
  'features.conf',
  'pjproject.conf',
  'stasis.conf',
  'udptl.conf',
  'websocket_client.conf',
]

/** The whole configuration folder of a node, as texts by file name. */
export const configurationFiles = (node: AsteriskNode): Record<string, string> => ({
  ...Object.fromEntries(emptyFiles.map((name) => [name, ''])),
  'amd.conf': amdConf(),
  'cdr.conf': section('general', pairs({ enable: 'no' })),
  'cel.conf': section('general', pairs({ enable: 'no' })),
  'indications.conf': indicationsConf(),
  'ari.conf': ariConf(node),
  'asterisk.conf': asteriskConf(node),
  'extensions.conf': extensionsConf(node),
  'http.conf': httpConf(node),
  'logger.conf': loggerConf(),
  'manager.conf': section('general', pairs({ enabled: 'no', webenabled: 'no' })),
  'modules.conf': modulesConf(),
  'musiconhold.conf': musicConf(node),
  'pjsip.conf': pjsipConf(node),
  // A caller waits for a prompt that is not here yet; a server that hangs must not keep them for minutes.
  'res_http_media_cache.conf': section('general', pairs({ timeout_secs: 10, protocols: 'http,https' })),
  'rtp.conf': rtpConf(node),
  'sorcery.conf': sorceryConf(),
})

/** Writes the folder, and makes the folders Asterisk expects to find. Only the owner may read: passwords stand in it. */
export const writeConfiguration = async (node: AsteriskNode): Promise<void> => {
  const { configuration, library, spool, run, log } = node.folders
  const made = [promptsFolder, recordingsFolder, cacheFolder].map((place) => place(node.folders))
  const needed = [configuration, join(library, 'keys'), ...made]
  for (const folder of [...needed, spool, run, log]) await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const [name, text] of Object.entries(configurationFiles(node)))
    await writeFile(join(configuration, name), text, { mode: 0o600 })
}
