import type { Words } from '#contract/words.ts'
import { call } from '#web/client/call.ts'
import { ProblemError, problemWords } from '#web/client/problem.ts'
import { type IssuedHeadset, putOnHeadset, takeOffHeadset } from '../contract.ts'
import { socketAddress } from '../headset.ts'
import { keepMicrophone } from './microphone.ts'
import { openTabLock } from './one-tab.ts'
import { type Hearing, watchReception } from './reception.ts'
import type { LineEvents, SipLine } from './sip-line.ts'
import {
  keepChoice,
  keptChoice,
  listDevices,
  mayHaveMicrophone,
  microphoneTrouble,
  type SoundChoice,
  type SoundDevices,
  type Trouble,
} from './sound-devices.ts'

/**
 * Off: not asked for. Elsewhere: another tab or computer wears it. Trouble: something only the wearer can mend.
 * Connected: registered at a node; whether the exchange has joined it, the server says.
 */
export type HeadsetPhase = 'off' | 'starting' | 'elsewhere' | 'trouble' | 'connecting' | 'connected'
export type HeadsetLook = {
  phase: HeadsetPhase
  trouble: Trouble | undefined
  /** In the server's own words, where it refused. */
  why: Words | undefined
  /** How often it has been tried since it last worked. */
  attempt: number
  /** The tab's own name for having put it on; the server tells who did so last. */
  holder: string | undefined
  /** The leg to the exchange is up. */
  hasLeg: boolean
  /** The network under the leg is silent. */
  isCut: boolean
  hearing: Hearing | undefined
  isMuted: boolean
  devices: SoundDevices
  choice: SoundChoice
}

const start: HeadsetLook = {
  phase: 'off',
  trouble: undefined,
  why: undefined,
  attempt: 0,
  holder: undefined,
  hasLeg: false,
  isCut: false,
  hearing: undefined,
  isMuted: false,
  devices: { microphones: [], speakers: [] },
  choice: keptChoice(),
}

/** Between two attempts that need the server or a node: 1 s, 2 s, 4 s … half a minute, never all tabs at once. */
const waitBefore = (attempt: number): number =>
  Math.min(30_000, 1000 * 2 ** Math.min(attempt, 5)) * (0.75 + Math.random() / 2)
/** A node may hear of a new password a moment after us. */
const registerAgainMs = 1000
const refusalsBeforeNewPassword = 4
/** So long without any node, the server is asked anew where the nodes are. */
const attemptsBeforeAsking = 4

const isInsecureSocket = (url: string): boolean =>
  location.protocol === 'https:' && /^ws:\/\/(?!127\.0\.0\.1|localhost)/.test(socketAddress(url, location.href))

const holderPlace = 'carillon.headset.holder'
/** This tab put it on last, before it was loaded anew. */
export const wasOurs = (holder: string | null): boolean =>
  holder !== null && holder === sessionStorage.getItem(holderPlace)

/** Asking again would change nothing: the account may not, or has no headset. */
const isFinal = (error: unknown): boolean =>
  error instanceof ProblemError && (error.status === 403 || error.code.startsWith('telephony.'))

/** The headset of this browser tab: microphone, loudspeaker, the line to the exchange, and what may go wrong with each. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the line its small functions share.
const openHeadset = () => {
  let look = start
  const watchers = new Set<() => void>()
  let line: SipLine | undefined
  let sound: HTMLAudioElement | undefined
  let stopWatching = (): void => {}
  let refusals = 0
  /** Rounds of attempts since it last worked; each begins with asking the server. */
  let rounds = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Each start and stop is a new turn: what an older one still waits for means nothing. */
  let turn = 0
  /** The server has named us as the wearer since we put it on. */
  let isConfirmed = false
  let wearer: string | undefined

  const show = (change: Partial<HeadsetLook>): void => {
    look = { ...look, ...change }
    for (const watch of watchers) watch()
  }
  const lock = openTabLock('carillon.headset', () => {
    hangUp()
    show({ phase: 'elsewhere', trouble: undefined })
  })

  const playFrom = (stream: MediaStream): void => {
    sound ??= new Audio()
    sound.autoplay = true
    sound.srcObject = stream
    void sound.setSinkId?.(look.choice.speaker).catch(() => {})
    void sound.play().catch(() => {})
  }
  const onLeg: LineEvents['onLeg'] = (leg) => {
    stopWatching()
    stopWatching = () => {}
    show({ hasLeg: leg !== null, isCut: false, hearing: undefined })
    if (!leg) return
    playFrom(leg.sound)
    stopWatching = watchReception(leg.connection, (hearing) => show({ hearing }))
  }
  /** Lets go of line and microphone. */
  const hangUp = (): void => {
    turn++
    clearTimeout(timer)
    stopWatching()
    line?.close()
    line = undefined
    microphone.close()
    if (sound) sound.srcObject = null
    show({ hasLeg: false, isCut: false, hearing: undefined, holder: undefined })
  }
  const fail = (trouble: Trouble): void => {
    hangUp()
    lock.giveBack()
    show({ phase: 'trouble', trouble })
  }

  const changeMicrophone = async (id: string): Promise<void> => {
    if (!microphone.stream()) return
    const mine = turn
    const track = await microphone.open(id, () => mine === turn)
    if (track) await line?.replaceMicrophone(track)
  }
  // Another one that is plugged in does as well, until the chosen one is back.
  const microphone = keepMicrophone(() => void changeMicrophone('').catch(() => fail('unplugged')))
  const refreshDevices = async (): Promise<void> => show({ devices: await listDevices() })

  const openLine = async (issued: IssuedHeadset): Promise<SipLine> => {
    const { openSipLine } = await import('./sip-line.ts')
    return openSipLine(issued, () => microphone.stream() ?? new MediaStream(), {
      onConnecting: (attempt) => {
        if (attempt >= attemptsBeforeAsking) later()
        else show({ phase: 'connecting', attempt: rounds * attemptsBeforeAsking + attempt })
      },
      onRegistered: () => {
        refusals = 0
        rounds = 0
        show({ phase: 'connected', trouble: undefined, attempt: 0 })
      },
      onRefused: () => {
        show({ phase: 'connecting' })
        if (++refusals >= refusalsBeforeNewPassword) return later()
        clearTimeout(timer)
        timer = setTimeout(() => line?.registerAgain(), registerAgainMs)
      },
      onSilence: (isCut) => show({ isCut }),
      onDisconnected: () => show({ phase: 'connecting' }),
      onLeg,
    })
  }
  /** Tries again from the beginning in a while: other nodes may be up by then. */
  const later = (trouble?: Trouble): void => {
    const wait = waitBefore(rounds++)
    line?.close()
    line = undefined
    onLeg(null)
    show({ phase: 'connecting', attempt: rounds * attemptsBeforeAsking, trouble })
    clearTimeout(timer)
    const mine = turn
    timer = setTimeout(() => {
      if (mine === turn) void connect()
    }, wait)
  }
  /** Asks the server for password and addresses, and registers with them. */
  const connect = async (): Promise<void> => {
    const mine = turn
    // Until the answer is here, whoever the server names is us.
    isConfirmed = false
    show({ holder: undefined })
    const issued = await call(putOnHeadset).catch((error: unknown) => {
      if (mine === turn) failToPutOn(error)
      return undefined
    })
    if (issued && mine === turn) await register(issued)
  }
  const failToPutOn = (error: unknown): void => {
    if (!isFinal(error)) return later('unreachable')
    fail('refused')
    show({ why: problemWords(error) })
  }
  const register = async (issued: IssuedHeadset): Promise<void> => {
    if (!issued.isNeeded) return stop()
    if (issued.sockets.some(({ url }) => isInsecureSocket(url))) return fail('insecureSocket')
    sessionStorage.setItem(holderPlace, issued.holder)
    show({ phase: 'connecting', holder: issued.holder, trouble: undefined })
    if (issued.sockets.length === 0) return later('noNode')
    refusals = 0
    const mine = turn
    const opened = await openLine(issued)
    if (mine === turn) line = opened
    else opened.close()
  }
  const openSound = async (mine: number): Promise<boolean> => {
    try {
      await microphone.open(look.choice.microphone, () => mine === turn)
      await refreshDevices()
      return mine === turn
    } catch (error) {
      if (mine === turn) fail(microphoneTrouble(error))
      return false
    }
  }

  /** Begins to wear it in this tab; `takeOver`: also where another tab does. */
  const wear = async ({ takeOver = false }: { takeOver?: boolean } = {}): Promise<void> => {
    if (!['off', 'elsewhere', 'trouble'].includes(look.phase)) return
    hangUp()
    const mine = turn
    if (!mayHaveMicrophone()) return fail('insecurePage')
    show({ phase: 'starting', trouble: undefined, attempt: 0 })
    if (!(await (takeOver ? lock.takeOver() : lock.take()))) return show({ phase: 'elsewhere' })
    if (!(await openSound(mine))) return
    rounds = 0
    await connect()
  }
  const stop = (): void => {
    hangUp()
    lock.giveBack()
    show({ phase: 'off', trouble: undefined, attempt: 0 })
  }

  const setChoice = (change: Partial<SoundChoice>): void => {
    const choice = { ...look.choice, ...change }
    keepChoice(choice)
    show({ choice })
    if (change.speaker !== undefined) void sound?.setSinkId?.(change.speaker).catch(() => {})
    if (change.microphone !== undefined)
      void changeMicrophone(change.microphone).catch((error: unknown) => fail(microphoneTrouble(error)))
  }
  if (typeof navigator !== 'undefined' && navigator.mediaDevices)
    navigator.mediaDevices.addEventListener('devicechange', () => {
      if (microphone.stream()) void refreshDevices().catch(() => {})
    })
  if (typeof window !== 'undefined')
    window.addEventListener('online', () => {
      if (look.phase !== 'connecting') return
      rounds = 0
      later()
    })

  return {
    look: (): HeadsetLook => look,
    watch: (onChange: () => void): (() => void) => {
      watchers.add(onChange)
      return () => watchers.delete(onChange)
    },
    wear,
    /** Lets go in this tab alone: who signs out, or leaves. */
    stop,
    /** Takes it off for good: nobody may register with it until it is put on again. */
    takeOff: (): void => {
      stop()
      void call(takeOffHeadset).catch(() => {})
    },
    setChoice,
    /** How loud the wearer speaks now, 0 to 1; 0 without a microphone. */
    level: microphone.level,
    /** Silences the microphone itself: nothing leaves this machine, whatever the exchange does. */
    mute: (on: boolean): void => {
      if (look.isMuted === on) return
      microphone.mute(on)
      show({ isMuted: on })
    },
    /** Somebody else signed in at this tab: what the one before wore is not theirs. */
    isOf: (employeeId: string): void => {
      if (wearer !== undefined && wearer !== employeeId) stop()
      wearer = employeeId
    },
    /**
     * The server says who put the headset on last: another browser, and this one lets go. News may be older than our own
     * deed, so only a later name counts, and none at all only after ours has been heard. Names grow with time.
     */
    heldBy: (holder: string | null): void => {
      if (look.holder === undefined) return
      if (holder === look.holder) isConfirmed = true
      else if (holder === null) {
        if (isConfirmed) stop()
      } else if (holder > look.holder) {
        hangUp()
        lock.giveBack()
        show({ phase: 'elsewhere', trouble: undefined })
      }
    },
  }
}

export const headset = openHeadset()
