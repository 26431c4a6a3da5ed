import { SoundOutlined } from '@ant-design/icons'
import { Button, Input, Modal } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { agentStates } from '#domains/presence/contract.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { Shown } from '#web/ui/Shown.tsx'
import { type DeskState, handlingContract } from '../contract.ts'
import type { Parties, PartyGiven } from '../handling-contract.ts'
import { handlingText as text } from '../handling-text.ts'
import { Since } from './clock.tsx'
import style from './parties.module.css'
import { isTalking } from './phone-words.ts'
import { lookOf } from './state-look.tsx'
import type { Deeds } from './use-desk.ts'

type Row = {
  key: string
  to: PartyGiven
  name: string
  detail: string
  state: Parties['colleagues'][number] | undefined
  mayTake: boolean
  mayBeAsked: boolean
}
type How = 'consult' | 'transfer' | 'call'

const useRows = (parties: Parties, isOnCall: boolean, sought: string): Row[] => {
  const say = useWords()
  const colleagues = parties.colleagues.map((one): Row => {
    const marks = [one.staffNumber, one.isLeader && say(text.leader), one.ofMyTeam && say(text.myTeam)]
    const { id, name, mayTake, mayBeAsked } = one
    return {
      key: id,
      to: { colleagueId: id },
      name,
      detail: marks.filter(Boolean).join(' · '),
      state: one,
      mayTake,
      mayBeAsked,
    }
  })
  const outside = parties.outside.map(
    ({ name, number }): Row => ({
      ...{ key: number, to: { number }, name, detail: number, state: undefined },
      ...{ mayTake: true, mayBeAsked: true },
    }),
  )
  const wanted = sought.trim().toLowerCase()
  const rank = (row: Row): number => Number(!row.mayTake) + 2 * Number(!row.mayBeAsked)
  // Who cannot be had just now stands below everybody else, numbers outside included.
  return [...colleagues, ...(isOnCall ? outside : [])]
    .toSorted((a, b) => rank(a) - rank(b))
    .filter(({ name, detail }) => `${name} ${detail}`.toLowerCase().includes(wanted))
}

type RowProps = { row: Row; isChosen: boolean; isOnCall: boolean; onDo: (row: Row, how: How) => void }
const PartyRow = ({ row, isChosen, isOnCall, onDo }: RowProps) => {
  const say = useWords()
  const { name, detail, state, mayTake, mayBeAsked } = row
  const isTelephone = state === undefined
  return (
    <div className={style.row} role="option" tabIndex={-1} aria-selected={isChosen}>
      <span className={style.who}>
        <b>{name}</b>
        <small>{detail}</small>
      </span>
      <span className={`${style.state} ${mayTake ? style.free : style.busy}`}>
        {isTelephone ? say(text.outside) : lookOf(state.state).icon}
        {state && say(agentStates[state.state])}
        {state && <Since key={state.since} at={state.since} />}
      </span>
      <span className={style.actions}>
        {isOnCall ? (
          <>
            <Button size="small" disabled={!mayBeAsked} onClick={() => onDo(row, 'consult')}>
              {say(text.consult)}
            </Button>
            <Button size="small" disabled={!mayTake} onClick={() => onDo(row, 'transfer')}>
              {say(text.transfer)}
            </Button>
          </>
        ) : (
          <Button size="small" disabled={!mayBeAsked} onClick={() => onDo(row, 'call')}>
            {say(text.callSomebody)}
          </Button>
        )}
      </span>
    </div>
  )
}

type ListProps = { parties: Parties; isOnCall: boolean; onDo: RowProps['onDo'] }
const PartyList = ({ parties, isOnCall, onDo }: ListProps) => {
  const say = useWords()
  const [sought, seek] = useState('')
  const [chosenKey, choose] = useState<string>()
  const rows = useRows(parties, isOnCall, sought)
  const list = useRef<HTMLDivElement>(null)
  const at = Math.max(
    0,
    rows.findIndex(({ key }) => key === chosenKey),
  )
  const chosen = rows[at]
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is another row to bring into sight
  useEffect(() => {
    // Some browsers answer with a promise, which is no way to clean up.
    void list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen?.key])
  const act = (isDirect: boolean): void => {
    if (!chosen || !(isDirect ? chosen.mayTake : chosen.mayBeAsked)) return
    if (isOnCall) onDo(chosen, isDirect ? 'transfer' : 'consult')
    else if (!isDirect) onDo(chosen, 'call')
  }
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) choose(rows[Math.min(Math.max(at + step, 0), rows.length - 1)]?.key)
    else if (event.key === 'Enter') act(event.ctrlKey || event.metaKey)
    else return
    event.preventDefault()
  }
  const isEmpty = parties.colleagues.length + (isOnCall ? parties.outside.length : 0) === 0
  return (
    <>
      <Input.Search
        autoFocus
        allowClear
        className={style.search ?? ''}
        placeholder={say(text.search)}
        aria-label={say(text.search)}
        value={sought}
        onChange={({ target }) => seek(target.value)}
        onKeyDown={press}
      />
      <div className={style.list} role="listbox" tabIndex={-1} aria-label={say(text.partiesOnCall)} ref={list}>
        {rows.map((row) => (
          <PartyRow key={row.key} row={row} isChosen={row === chosen} isOnCall={isOnCall} onDo={onDo} />
        ))}
        {rows.length === 0 && <div className={style.empty}>{say(isEmpty ? text.nobodyHere : text.nobody)}</div>}
      </div>
    </>
  )
}

type Props = { state: DeskState; deeds: Deeds; open: boolean; onClose: () => void }
const Content = ({ state, deeds, onClose }: Omit<Props, 'open'>) => {
  const say = useWords()
  const isOnCall = isTalking(state.call)
  const asked = useAsk(handlingContract.listParties, {}, { everyMs: 2000, freshMs: 0 })
  const done = { onSuccess: onClose }
  const onDo = ({ to }: Row, how: How): void => {
    if (how === 'consult') deeds.consultParty.mutate({ body: { to } }, done)
    else if (how === 'transfer') deeds.transferCall.mutate({ body: { to } }, done)
    else if ('colleagueId' in to) deeds.callColleague.mutate({ body: to }, done)
  }
  return (
    <Shown asked={asked}>
      {(parties) => (
        <>
          <PartyList parties={parties} isOnCall={isOnCall} onDo={onDo} />
          <div className={style.foot}>
            <span>{say(isOnCall ? text.pickHelp : text.pickHelpIdle)}</span>
            {isOnCall && (
              <Button
                icon={<SoundOutlined />}
                disabled={!parties.hasMessage}
                title={parties.hasMessage ? 'Alt L' : say(text.noMessage)}
                onClick={() => deeds.leaveMessage.mutate(undefined, done)}
              >
                {say(text.leaveMessage)}
              </Button>
            )}
          </div>
        </>
      )}
    </Shown>
  )
}

/** Whom to ask, to hand the customer to, or simply to call: colleagues with what they do now, and the numbers allowed. */
export const PartyPicker = ({ open, onClose, ...rest }: Props) => {
  const say = useWords()
  const isOnCall = isTalking(rest.state.call)
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      width={680}
      title={say(isOnCall ? text.partiesOnCall : text.partiesIdle)}
      destroyOnHidden
    >
      <Content {...rest} onClose={onClose} />
    </Modal>
  )
}
