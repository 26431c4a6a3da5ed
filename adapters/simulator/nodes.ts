import type { HeadsetNews, ProviderHealth } from '#domains/telephony/server/port.ts'
import type { Clock } from '#platform/clock.ts'

/** One machine of the network, and how many calls are placed on it at once; null: as many as come. */
export type SimulatedNode = { name: string; mostCalls: number | null }

/** Where each headset is for the shift: where fewest were when it was first seated. */
export const openHomes = (nodes: readonly string[]) => {
  const homes = new Map<string, string>()
  const headsetsOf = (node: string): number => [...homes.values()].filter((home) => home === node).length
  return {
    /** Undefined until it has one. */
    of: (endpoint: string): string | undefined => homes.get(endpoint),
    give: (endpoint: string): void => {
      const [fewest] = [...nodes].sort((a, b) => headsetsOf(a) - headsetsOf(b))
      if (!homes.has(endpoint) && fewest !== undefined) homes.set(endpoint, fewest)
    },
    /** How the news names it: only where there are several. */
    told: (endpoint: string): { node?: string } => {
      const node = homes.get(endpoint)
      return nodes.length > 1 && node !== undefined ? { node } : {}
    },
  }
}
export type Homes = ReturnType<typeof openHomes>

type Located = { readonly node: string | null }
type Calls = { readonly live: ReadonlyMap<string, Located>; readonly homes: Homes }
type Equipped = Calls & { readonly prompts: ReadonlyMap<string, number> }
const callsOn = (calls: Iterable<Located>, node: string): number => {
  let count = 0
  for (const call of calls) if (call.node === node) count++
  return count
}

/** The machines the network consists of. */
export const openNodes = (clock: Clock, nodes: readonly SimulatedNode[]) => {
  const since = clock.now()
  const downUntil = new Map<string, number>()
  const lacking = new Map<string, ReadonlySet<string>>()
  const isDown = ({ name }: SimulatedNode): boolean => clock.nowMs() < (downUntil.get(name) ?? 0)
  return {
    /** That one, or unsaid every one, is away for so long. */
    takeDown: (milliseconds: number, name?: string): void => {
      for (const node of nodes)
        if (name === undefined || name === node.name) downUntil.set(node.name, clock.nowMs() + milliseconds)
    },
    /** That node cannot fetch these prompts. */
    lackPrompts: (name: string, prompts: readonly string[]): void => void lacking.set(name, new Set(prompts)),
    /** The node of the headset a call is placed near, else the one with most room; undefined where none has any. */
    nodeFor: ({ live, homes }: Calls, near: string | undefined): string | undefined => {
      const share = ({ name, mostCalls }: SimulatedNode): number => callsOn(live.values(), name) / (mostCalls ?? 1000)
      const able = nodes.filter((node) => !isDown(node) && (node.mostCalls === null || share(node) < 1))
      const home = near === undefined ? undefined : homes.of(near)
      return (able.find(({ name }) => name === home) ?? able.sort((a, b) => share(a) - share(b))[0])?.name
    },
    /** Whoever calls us comes in here. */
    front: nodes[0]?.name ?? null,
    health: ({ live, homes, prompts }: Equipped, headsets: readonly HeadsetNews[]): ProviderHealth['nodes'] => {
      const seated = headsets.filter(({ state }) => state === 'seated')
      return nodes.map((node) => ({
        ...node,
        isUp: !isDown(node),
        trouble: isDown(node) ? 'away' : null,
        calls: callsOn(live.values(), node.name),
        headsets: seated.filter(({ endpoint }) => homes.of(endpoint) === node.name).length,
        since,
        missingPrompts: [...prompts.keys()].filter((prompt) => lacking.get(node.name)?.has(prompt)),
      }))
    },
  }
}
export type Nodes = ReturnType<typeof openNodes>
