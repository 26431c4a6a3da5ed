import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ProviderHealth } from '../port.ts'
import { type Floor, openFloor, type PortUnderTest } from './floor.ts'

/**
 * A provider of several nodes: the one under test has two, each of which may carry two calls, and each of the two headsets
 * is seated on one of them.
 */
export const nodesSuite = (provider: string, make: () => Promise<PortUnderTest>): void => {
  describe(`${provider}: two nodes that may carry two calls each`, () => {
    let floor: Floor
    beforeEach(async () => {
      floor = await openFloor(make)
    })
    afterEach(() => floor?.close())

    const nodeOf = async (endpoint: string): Promise<ProviderHealth['nodes'][number] | undefined> => {
      const home = (await floor.port.headsets()).find((headset) => headset.endpoint === endpoint)?.node
      return (await floor.port.health()).nodes.find(({ name }) => name === home)
    }
    const answered = async (near?: string): Promise<string> => {
      const callId = await floor.dial('person', near === undefined ? {} : { near })
      await floor.heardOf(callId, 'answered')
      return callId
    }

    test('a call is placed where the headset is that it is near, and counted against what the node may carry', async () => {
      for (const endpoint of [floor.endpoint, floor.otherEndpoint]) {
        const callId = await answered(endpoint)
        expect(await nodeOf(endpoint)).toMatchObject({ calls: 1, mostCalls: 2, headsets: 1 })
        await floor.port.hangUp(callId)
        await floor.heardOf(callId, 'ended')
        expect(await nodeOf(endpoint)).toMatchObject({ calls: 0 })
      }
    })

    test('a full node gives calls to the other; when both are full none leaves, and one that ends makes room', async () => {
      const { endpoint, otherEndpoint, dial, heardOf, port } = floor
      const callIds = [await dial('noAnswer', { near: endpoint }), await dial('noAnswer', { near: endpoint })]
      callIds.push(await dial('noAnswer', { near: endpoint }), await dial('noAnswer'))
      expect(await nodeOf(endpoint)).toMatchObject({ calls: 2 })
      expect(await nodeOf(otherEndpoint)).toMatchObject({ calls: 2 })
      const tooMany = await dial('person', { near: endpoint })
      expect(await heardOf(tooMany, 'ended')).toMatchObject({ cause: 'networkFault', by: 'us' })
      await port.hangUp(callIds[0] ?? '')
      await heardOf(callIds[0] ?? '', 'ended')
      const next = await answered(endpoint)
      for (const callId of [...callIds.slice(1), next]) await port.hangUp(callId)
      for (const callId of [...callIds.slice(1), next]) await heardOf(callId, 'ended')
    })
  })
}
