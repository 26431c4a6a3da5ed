import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { configurationFiles } from '#adapters/asterisk/network/configuration.ts'
import { productionNode, productionPorts } from '#adapters/asterisk/network/production.ts'

const folder = 'ops/asterisk/etc'

/** Other files of production that must name a port of Asterisk's, and which. */
const naming: Readonly<Record<string, readonly string[]>> = {
  'ops/asterisk/install.sh': [`@127.0.0.1:${productionPorts.http}`],
  'ops/proxy/Caddyfile': [`reverse_proxy 127.0.0.1:${productionPorts.http}`],
  'ops/proxy/nginx.conf': [`http://127.0.0.1:${productionPorts.http}/ws`],
  'ops/firewall/carillon.nft': [
    `udp dport ${productionPorts.sip} accept`,
    `udp dport ${productionPorts.firstMedia}-${productionPorts.lastMedia} accept`,
  ],
  'ops/fail2ban/jail.d/carillon-asterisk.conf': [`port = ${productionPorts.sip},`, `${productionNode().folders.log}/`],
}

const container = 'ops/container/Containerfile'
/** The folders below /var that a script makes for Asterisk. */
const foldersIn = (script: string): string[] => (/for folder in ([^;]+);/.exec(script)?.[1] ?? '').split(' ').sort()
/** The version of Node our TypeScript runs on as it stands. */
const leastNode = 24

/** A container must have what the installer makes, and be built by a Node that runs our programs. */
const wrongInContainer = (image: string, installer: string): string[] => {
  const wrong: string[] = []
  if (foldersIn(image).join() !== foldersIn(installer).join())
    wrong.push(`${container} makes other folders than ops/asterisk/install.sh`)
  const node = Number(/^FROM node:(\d+)[.-]/m.exec(image)?.[1])
  if (!(node >= leastNode)) wrong.push(`${container} is not built by Node ${leastNode}`)
  if (!image.includes('phones --only asterisk') || !installer.includes('--only asterisk'))
    wrong.push(`${container} does not fetch the Asterisk of ops/asterisk/install.sh`)
  return wrong
}

/** What stands in ops/ beside what the writer writes today. */
export const find = async (root: string): Promise<string[]> => {
  const written = configurationFiles(productionNode())
  const present: string[] = await readdir(join(root, folder)).catch(() => [])
  const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8').catch(() => '')
  const wrong: string[] = []
  for (const name of new Set([...Object.keys(written), ...present]))
    if (!present.includes(name) || (await read(`${folder}/${name}`)) !== written[name])
      wrong.push(`${folder}/${name} is not what is written today: node bin/run.mjs asterisk-files --into ${folder}`)
  for (const [path, words] of Object.entries(naming)) {
    const text = await read(path)
    for (const word of words) if (!text.includes(word)) wrong.push(`${path} does not say ${word}`)
  }
  wrong.push(...wrongInContainer(await read(container), await read('ops/asterisk/install.sh')))
  return wrong
}
