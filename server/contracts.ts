import type { Permission } from '#contract/permission.ts'
import type { Contract } from '#contract/route.ts'
import { accessContract } from '#domains/access/contract.ts'
import { allocationContract } from '#domains/allocation/contract.ts'
import { boardsContract } from '#domains/boards/contract.ts'
import { callsContract } from '#domains/calls/contract.ts'
import { campaignsContract } from '#domains/campaigns/contract.ts'
import { complaintsContract } from '#domains/complaints/contract.ts'
import { callerIdContract, callingGateContract, complianceContract } from '#domains/compliance/contract.ts'
import { customersContract } from '#domains/customers/contract.ts'
import { deskContract, handlingContract } from '#domains/desk/contract.ts'
import { detectionContract } from '#domains/detection/contract.ts'
import { diagnosisContract } from '#domains/diagnosis/contract.ts'
import { dialerContract } from '#domains/dialer/contract.ts'
import { floorContract } from '#domains/floor/contract.ts'
import { followupsContract } from '#domains/followups/contract.ts'
import { ivrContract } from '#domains/ivr/contract.ts'
import { listsContract } from '#domains/lists/contract.ts'
import { dictionaryContract, metricsContract } from '#domains/metrics/contract.ts'
import { evidenceContract, oversightContract, subjectContract } from '#domains/oversight/contract.ts'
import { peopleContract } from '#domains/people/contract.ts'
import { presenceContract } from '#domains/presence/contract.ts'
import { profileContract } from '#domains/profile/contract.ts'
import { recordingsContract } from '#domains/recordings/contract.ts'
import { reportsContract } from '#domains/reports/contract.ts'
import { resultsContract } from '#domains/results/contract.ts'
import { scoringContract } from '#domains/scoring/contract.ts'
import { screeningContract } from '#domains/screening/contract.ts'
import { simulationContract } from '#domains/simulation/contract.ts'
import { supplyContract } from '#domains/supply/contract.ts'
import { promptContract, telephonyContract, trunkContract } from '#domains/telephony/contract.ts'
import { workforceContract } from '#domains/workforce/contract.ts'

/** The public face of every domain, in the order of the menu. */
export const contracts: Record<string, Contract> = {
  access: accessContract,
  campaigns: campaignsContract,
  calls: callsContract,
  compliance: { ...complianceContract, ...callingGateContract, ...callerIdContract },
  desk: { ...deskContract, ...handlingContract },
  telephony: { ...telephonyContract, ...trunkContract, ...promptContract },
  dialer: dialerContract,
  followups: followupsContract,
  presence: presenceContract,
  people: peopleContract,
  customers: customersContract,
  lists: listsContract,
  metrics: { ...metricsContract, ...dictionaryContract },
  floor: floorContract,
  simulation: simulationContract,
  screening: screeningContract,
  oversight: { ...oversightContract, ...subjectContract, ...evidenceContract },
  supply: supplyContract,
  complaints: complaintsContract,
  profile: profileContract,
  scoring: scoringContract,
  allocation: allocationContract,
  results: resultsContract,
  boards: boardsContract,
  workforce: workforceContract,
  diagnosis: diagnosisContract,
  reports: reportsContract,
  recordings: recordingsContract,
  ivr: ivrContract,
  detection: detectionContract,
  // new domains above this line
}

/** Every permission any operation asks for. */
export const declaredPermissions: readonly Permission[] = [
  ...new Map(
    Object.values(contracts)
      .flatMap((contract) => Object.values(contract))
      .map(({ permission }) => permission)
      .map((permission) => [permission.code, permission] as const),
  ).values(),
].filter(({ code }) => code.includes('.'))
