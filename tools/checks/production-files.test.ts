import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repository } from '../run-program.ts'
import { makeSandbox, type Sandbox } from '../test/sandbox.ts'
import { find } from './production-files.ts'

const copied = async (): Promise<Sandbox> => {
  const sandbox = await makeSandbox({})
  await cp(join(repository, 'ops'), join(sandbox.root, 'ops'), { recursive: true })
  return sandbox
}

describe('the files of production', () => {
  test('are right as they stand', async () => {
    await using sandbox = await copied()
    expect(await find(sandbox.root)).toEqual([])
  })

  test('may not be mended by hand', async () => {
    await using sandbox = await copied()
    await writeFile(join(sandbox.root, 'ops/asterisk/etc/http.conf'), '[general]\nenabled=yes\nbindaddr=0.0.0.0\n')
    await writeFile(join(sandbox.root, 'ops/asterisk/etc/iax.conf'), '')
    expect(await find(sandbox.root)).toMatchObject([
      expect.stringContaining('http.conf is not what is written today'),
      expect.stringContaining('iax.conf is not what is written today'),
    ])
  })

  test('name the ports the firewall opens', async () => {
    await using sandbox = await copied()
    const firewall = join(sandbox.root, 'ops/firewall/carillon.nft')
    await writeFile(firewall, (await readFile(firewall, 'utf8')).replaceAll('20000-29999', '10000-19999'))
    expect(await find(sandbox.root)).toEqual(['ops/firewall/carillon.nft does not say udp dport 20000-29999 accept'])
  })

  test('put into a container what the installer puts on a machine, with a Node that runs it', async () => {
    await using sandbox = await copied()
    const image = join(sandbox.root, 'ops/container/Containerfile')
    const text = await readFile(image, 'utf8')
    await writeFile(image, text.replace(' lib/carillon-asterisk/cache', '').replace('node:24-', 'node:18-'))
    expect(await find(sandbox.root)).toEqual([
      'ops/container/Containerfile makes other folders than ops/asterisk/install.sh',
      'ops/container/Containerfile is not built by Node 24',
    ])
  })
})
