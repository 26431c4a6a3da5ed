import { expect, test } from 'vitest'
import { type PackageSet, refuseOtherVersion, sourceIn, upstreamVersion } from './packages.ts'

const set: PackageSet = {
  name: 'asterisk',
  version: '22.10.1',
  suite: 'sid',
  also: [],
  unneeded: /^$/,
  finish: async () => undefined,
}
const shown = (version: string): string => `Package: asterisk\nVersion: ${version}\nArchitecture: amd64\n`

test('the version of a package is what its makers call it, however often Debian built it', () => {
  expect(upstreamVersion('1:22.10.1+dfsg+~cs6.17.60671434-1')).toBe('22.10.1')
  expect(upstreamVersion('1:22.10.1-3+b2')).toBe('22.10.1')
  expect(upstreamVersion('3.6.1-1+b2')).toBe('3.6.1')
  expect(upstreamVersion('')).toBe('nothing')
})

test('the version that was tried is taken', () => {
  expect(() => refuseOtherVersion(set, shown('1:22.10.1+dfsg-7'))).not.toThrow()
})

test('a source that has moved on is told with both versions and what to do', () => {
  const look = (): void => refuseOtherVersion(set, shown('1:23.0.0-1'))
  expect(look).toThrow('asterisk 22.10.1 is wanted')
  expect(look).toThrow('carries 23.0.0 now')
  expect(look).toThrow('--accept 23.0.0')
  expect(look).toThrow('CARILLON_ACCEPT_ASTERISK=23.0.0')
})

test('a newer version is taken only by its name', () => {
  expect(() => refuseOtherVersion(set, shown('1:23.0.0-1'), '23.0.0')).not.toThrow()
  expect(() => refuseOtherVersion(set, shown('1:23.0.1-1'), '23.0.0')).toThrow('carries 23.0.1 now')
  expect(() => refuseOtherVersion(set, 'nothing here', '23.0.0')).toThrow('carries nothing now')
})

test('packages come from where this machine takes Debian itself from, in either form of saying so', () => {
  const newForm = [
    'Types: deb\nURIs: https://pkgs.example.org/other\nSuites: bookworm\nComponents: stable\n',
    'Types: deb\n# a mirror\nURIs: http://mirror.example.org/debian/ http://second.example.org/debian\nSuites: bookworm bookworm-updates\nComponents: main\n',
  ].join('\n')
  expect(sourceIn(newForm, 'bookworm')).toBe('http://mirror.example.org/debian/')
  const oldForm = [
    '# deb http://old.example.org/debian bookworm main',
    'deb http://security.example.org/debian-security bookworm-security main',
    'deb [arch=amd64 signed-by=/usr/share/keyrings/x.gpg] http://mirror.example.org/deb-remote bookworm main contrib',
  ].join('\n')
  expect(sourceIn(oldForm, 'bookworm')).toBe('http://mirror.example.org/deb-remote')
  expect(sourceIn(oldForm, 'trixie')).toBeUndefined()
  expect(sourceIn('', 'bookworm')).toBeUndefined()
})
