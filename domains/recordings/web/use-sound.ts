import { useCallback, useEffect, useRef, useState } from 'react'
import { call as ask } from '#web/client/call.ts'
import { tellHeard } from '../contract.ts'
import { stretches } from '../timeline.ts'

export const speeds = [0.75, 1, 1.25, 1.5, 2] as const
type Leg = 'customer' | 'agent'
type Graph = { context: AudioContext; customer: GainNode; agent: GainNode }

/** Customer left, agent right, each with a volume of its own; browsers make sound only after a click, so it is made then. */
const wire = (audio: HTMLAudioElement): Graph => {
  const context = new AudioContext()
  const source = context.createMediaElementSource(audio)
  const [split, join] = [context.createChannelSplitter(2), context.createChannelMerger(2)]
  const leg = (channel: number): GainNode => {
    const gain = context.createGain()
    split.connect(gain, channel)
    gain.connect(join, 0, channel)
    return gain
  }
  source.connect(split)
  join.connect(context.destination)
  return { context, customer: leg(0), agent: leg(1) }
}

/** Tells the server which seconds were heard, every so often and at the end. */
const useHeard = (callId: string) => {
  const seconds = useRef(new Set<number>())
  const listening = useRef<string | undefined>(undefined)
  const tell = useCallback(() => {
    if (!listening.current || seconds.current.size === 0) return
    const body = { seconds: stretches(seconds.current) }
    seconds.current.clear()
    // What could not be told is no reason to stop the sound; the server knows what it sent.
    ask(tellHeard, { params: { callId, listeningId: listening.current }, body }).catch(() => {})
  }, [callId])
  useEffect(() => {
    const timer = setInterval(tell, 10_000)
    return () => {
      clearInterval(timer)
      tell()
    }
  }, [tell])
  return { seconds: seconds.current, listening, tell }
}

export type Sound = ReturnType<typeof useSound>
type Options = {
  callId: string
  /** Where nobody speaks, in milliseconds. */
  silent: readonly (readonly [number, number])[]
  /** Puts the listening on record; undefined when the listener thought better of it. */
  begin: () => Promise<string | undefined>
}

/** Silences shorter than that are part of talking. */
const worthSkippingMs = 1200

/** The sound of a recording: where it is, how fast, how loud each leg. Nothing is loaded before the first play. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one hook holds the element its small functions share.
export const useSound = ({ callId, silent, begin }: Options) => {
  const audio = useRef<HTMLAudioElement | null>(null)
  const graph = useRef<Graph | undefined>(undefined)
  const [playing, setPlaying] = useState(false)
  const [loading, setLoading] = useState(false)
  const [failed, setFailed] = useState(false)
  const [atMs, setAtMs] = useState(0)
  const [speed, setSpeed] = useState<number>(1)
  const [skips, setSkips] = useState(false)
  const [volumes, setVolumes] = useState<Record<Leg, number>>({ customer: 1, agent: 1 })
  const heard = useHeard(callId)
  const still = useRef({ silent, skips, volumes, speed, atMs: 0 })
  still.current = { ...still.current, silent, skips, volumes, speed }

  const moveTo = useCallback((ms: number) => {
    still.current.atMs = ms
    if (audio.current) audio.current.currentTime = ms / 1000
    setAtMs(ms)
  }, [])

  const make = useCallback((): HTMLAudioElement => {
    const made = new Audio()
    made.preload = 'auto'
    made.ontimeupdate = () => {
      const ms = made.currentTime * 1000
      still.current.atMs = ms
      setAtMs(ms)
      if (made.paused) return
      heard.seconds.add(Math.floor(made.currentTime))
      const gap = still.current.silent.find(([from, to]) => to - from > worthSkippingMs && ms > from && ms < to - 400)
      if (still.current.skips && gap) made.currentTime = gap[1] / 1000 - 0.2
    }
    made.onplaying = () => {
      setLoading(false)
      setPlaying(true)
    }
    made.onwaiting = () => setLoading(true)
    made.onpause = () => {
      setPlaying(false)
      heard.tell()
    }
    made.onerror = () => {
      setFailed(true)
      setLoading(false)
      setPlaying(false)
      // The next try opens a listening of its own.
      audio.current = null
      graph.current = undefined
    }
    return made
  }, [heard])

  const play = useCallback(async () => {
    setFailed(false)
    if (!audio.current) {
      const listeningId = await begin()
      if (!listeningId) return
      heard.listening.current = listeningId
      const made = make()
      audio.current = made
      graph.current = wire(made)
      made.src = `/api/recordings/${callId}/sound?listening=${listeningId}`
      made.currentTime = still.current.atMs / 1000
      setLoading(true)
    }
    const now = audio.current
    now.playbackRate = still.current.speed
    for (const leg of ['customer', 'agent'] as const)
      if (graph.current) graph.current[leg].gain.value = still.current.volumes[leg]
    await graph.current?.context.resume()
    await now.play().catch(() => {})
  }, [begin, callId, heard, make])

  useEffect(
    () => () => {
      audio.current?.pause()
      audio.current?.removeAttribute('src')
      void graph.current?.context.close()
    },
    [],
  )

  return {
    atMs,
    playing,
    loading,
    failed,
    speed,
    skips,
    volumes,
    moveTo,
    skipSilence: setSkips,
    toggle: () => (playing ? audio.current?.pause() : void play()),
    pause: () => audio.current?.pause(),
    setSpeed: (next: number) => {
      setSpeed(next)
      if (audio.current) audio.current.playbackRate = next
    },
    setVolume: (leg: Leg, volume: number) => {
      setVolumes((before) => ({ ...before, [leg]: volume }))
      if (graph.current) graph.current[leg].gain.value = volume
    },
  }
}
