/** Rows of a worked example that others report or plan; all lie on one morning, in the campaign of the example. */
export type ReportedRows = {
  orders?: readonly {
    orderKind: 'sale' | 'instalment' | 'premium' | 'remittance' | 'activation'
    units?: number
    amount?: number
    focusModel?: boolean
  }[]
  surveys?: readonly { channel: 'sms' | 'hangup' | 'call'; satisfied: boolean }[]
  reviews?: readonly { score: number; excellent: boolean }[]
  behaviours?: readonly { behaviour: string; done: number; opportunities: number }[]
  questionnaires?: readonly { completed: boolean }[]
  complaints?: readonly { responsibility?: string }[]
  /** How often somebody asked for help. */
  helps?: number
  /** From nine o'clock, of the agent with that place in `agents` or of somebody who did not come. */
  shifts?: readonly { agent?: number; seconds: number; unpaidSeconds?: number; onLeave?: string }[]
  /** People in post; days are those of March 2026. */
  staff?: readonly { joinedOn: string; leftOn?: string; endpoint?: string; post?: string }[]
}
