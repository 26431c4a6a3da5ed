/** One leader can listen to, coach and know 10 to 15 people; outside of that we warn and do not refuse. */
export const usualTeamSize = { from: 10, to: 15 } as const

export const sizeOfTeam = (members: number): 'small' | 'usual' | 'large' =>
  members < usualTeamSize.from ? 'small' : members > usualTeamSize.to ? 'large' : 'usual'
