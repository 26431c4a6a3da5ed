/**
 * Who may use whom: the whole architecture on one screen. A domain sees only the doors (contract, text, public) of
 * the domains listed here; what must flow upward is an event. No loops. `access` is everybody's.
 */
export const map = {
  access: [],
  people: [],
  customers: ['people'],
  compliance: ['customers'],
  lists: ['customers', 'people'],
  campaigns: ['compliance', 'lists', 'people'],
  telephony: [],
  calls: ['telephony', 'customers', 'campaigns', 'people'],
  presence: ['people'],
  followups: ['customers', 'calls', 'campaigns', 'lists', 'people'],
  dialer: ['calls', 'campaigns', 'lists', 'compliance', 'presence', 'telephony', 'followups', 'customers', 'people'],
  desk: [
    'presence',
    'calls',
    'dialer',
    'followups',
    'compliance',
    'customers',
    'campaigns',
    'people',
    'telephony',
    'lists',
  ],
  simulation: ['desk', 'dialer', 'presence', 'calls', 'campaigns', 'people', 'telephony', 'lists'],
  floor: ['presence', 'calls', 'dialer', 'people', 'campaigns', 'telephony', 'customers'],
  metrics: ['people', 'campaigns', 'calls', 'presence', 'dialer', 'lists', 'customers'],
} as const satisfies Record<string, readonly string[]>

export type DomainName = keyof typeof map
