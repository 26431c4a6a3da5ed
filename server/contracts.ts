import type { Permission } from '#contract/permission.ts'
import type { Contract } from '#contract/route.ts'
import { accessContract } from '#domains/access/contract.ts'
import { customersContract } from '#domains/customers/contract.ts'
import { listsContract } from '#domains/lists/contract.ts'
import { campaignsContract } from '#domains/campaigns/contract.ts'
import { peopleContract } from '#domains/people/contract.ts'

/** The public face of every domain, in the order of the menu. */
export const contracts: Record<string, Contract> = {
  access: accessContract,
  campaigns: campaignsContract,
  people: peopleContract,
  customers: customersContract,
  lists: listsContract,
  // new domains above this line
}

/** Every permission any operation asks for. */
export const declaredPermissions: readonly Permission[] = [
  ...new Map(
    Object.values(contracts)
      .flatMap((contract) => Object.values(contract))
      .map(({ permission }) => [permission.code, permission] as const),
  ).values(),
].filter(({ code }) => code.includes('.'))
