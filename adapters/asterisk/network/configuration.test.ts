import { expect, test } from 'vitest'
import { type AsteriskNode, configurationFiles, foldersBelow } from './configuration.ts'

const node: AsteriskNode = {
  folders: foldersBelow('/srv/node', { modules: '/srv/modules', data: '/srv/data' }),
  http: { address: '127.0.0.1', port: 8088 },
  ari: { user: 'carillon', password: 'a;b', app: 'carillon' },
  sip: { address: '0.0.0.0', port: 5060 },
  media: { firstPort: 20_000, lastPort: 29_999 },
  mostChannels: 900,
}
const files = (changes: Partial<AsteriskNode> = {}): Record<string, string> =>
  configurationFiles({ ...node, ...changes })

test('a password with a semicolon does not end at it', () => {
  expect(files()['ari.conf']).toContain('password=a\\;b\n')
})

test('a value with a line break is refused: the rest of it would be a setting of its own', () => {
  const injected = { ...node.ari, password: 'x\n[intruder]\ntype=user' }
  expect(() => files({ ari: injected })).toThrow('line break')
})

test('no file holds a headset, a trunk or a way from one to the other', () => {
  const { 'pjsip.conf': pjsip = '', 'extensions.conf': dialplan = '' } = files()
  expect(pjsip).not.toMatch(/type=(endpoint|auth|aor|identify|registration)/)
  expect(dialplan).not.toMatch(/Dial\(|System\(|AGI\(|include/)
  expect(dialplan.split('[from-headset]')[1]?.trimStart().startsWith('[')).toBe(true)
})

test('a caller’s text becomes an argument only as digits and a plus', () => {
  expect(files()['extensions.conf']).toMatch(/inbound,\$\{FILTER\(\+0-9,\$\{EXTEN\}\)\}/)
})

test('nothing is loaded that opens another door', () => {
  const loaded = files()['modules.conf'] ?? ''
  for (const door of [
    'chan_iax2',
    'manager',
    'res_agi',
    'app_system',
    'func_shell',
    'app_disa',
    'pbx_dundi',
    'res_xmpp',
  ])
    expect(loaded, door).not.toContain(door)
  expect(files()['manager.conf']).toContain('enabled=no')
})

test('what TLS needs stands in the files where it is wanted, and only there', () => {
  const tls = { port: 8089, certificate: '/etc/tls/cert.pem', key: '/etc/tls/key.pem' }
  const secure = files({ http: { ...node.http, tls }, sip: { ...node.sip, tls: { ...tls, port: 5061 } } })
  expect(secure['http.conf']).toContain('tlsbindaddr=127.0.0.1:8089\n')
  expect(secure['pjsip.conf']).toContain('[trunk-tls]\ntype=transport\nprotocol=tls\nbind=0.0.0.0:5061\n')
  expect(files()['http.conf']).not.toContain('tls')
  expect(files()['pjsip.conf']).not.toContain('trunk-tls')
})
