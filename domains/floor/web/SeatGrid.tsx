import type { KeyboardEvent } from 'react'
import type { FloorAgent } from '../contract.ts'
import { Seat, type SeatProps } from './Seat.tsx'
import style from './seats.module.css'

export type SeatsProps = {
  agents: readonly FloorAgent[]
  reasonOf: (agent: FloorAgent) => string | undefined
  campaignOf: (agent: FloorAgent) => string | undefined
  chosen: string | undefined
  onOpen: SeatProps['onOpen']
}

const steps: Record<string, 1 | -1 | 'down' | 'up'> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 'down', ArrowUp: 'up' }

/** Arrow keys go from seat to seat, also up and down; Enter opens. */
const walk = (event: KeyboardEvent<HTMLElement>) => {
  const step = steps[event.key]
  if (step === undefined) return
  const seats = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-seat]')]
  const here = seats.indexOf(document.activeElement as HTMLElement)
  if (here < 0) return
  const columns = seats.filter(({ offsetTop }) => offsetTop === seats[0]?.offsetTop).length
  const by = step === 'down' ? columns : step === 'up' ? -columns : step
  event.preventDefault()
  seats[here + by]?.focus()
}

/** Everybody at their seats. Seats out of sight are not painted, so that five hundred are as smooth as fifty. */
export const SeatGrid = ({ agents, reasonOf, campaignOf, chosen, onOpen }: SeatsProps) => (
  // biome-ignore lint/a11y/noStaticElementInteractions: the seats are buttons; arrows only move between them
  <div className={style.grid} onKeyDown={walk}>
    {agents.map((agent) => (
      <Seat
        key={agent.id}
        agent={agent}
        reason={reasonOf(agent)}
        campaign={campaignOf(agent)}
        chosen={agent.id === chosen}
        onOpen={onOpen}
      />
    ))}
  </div>
)
