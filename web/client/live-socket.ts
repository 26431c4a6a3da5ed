import { signedOut } from './call.ts'
import { type Listener, openChannels } from './live-channels.ts'
import { waitBeforeAttempt } from './live-news.ts'

const signInFirst = 4401

/** One line for the whole browser tab: opens for the first listener, comes back by itself. */
const openLine = (address: () => string, channels: ReturnType<typeof openChannels>, onChange: () => void) => {
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let brokenAt: number | undefined
  let wasOpen = false

  const send = (text: string): void => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(text)
  }
  const opened = (): void => {
    failures = 0
    brokenAt = undefined
    for (const ask of channels.asks()) send(ask)
    if (wasOpen) channels.sayReturn()
    wasOpen = true
    onChange()
  }
  const closed = ({ code }: CloseEvent): void => {
    socket = undefined
    if (code === signInFirst) signedOut()
    else if (!channels.isEmpty()) {
      brokenAt ??= Date.now()
      timer = setTimeout(connect, waitBeforeAttempt(failures++, Math.random()))
    }
    onChange()
  }
  const connect = (): void => {
    clearTimeout(timer)
    if (socket) return
    socket = new WebSocket(address())
    socket.onopen = opened
    socket.onclose = closed
    socket.onmessage = ({ data }) => channels.hear(String(data))
  }
  /** A line that looks open may lead nowhere since the network changed under it: whatever it is, a new one is better. */
  const renew = (): void => {
    const old = socket
    if (old) {
      old.onopen = null
      old.onclose = null
      old.onmessage = null
      old.close()
      socket = undefined
      brokenAt ??= Date.now()
      onChange()
    }
    connect()
  }
  const close = (): void => {
    clearTimeout(timer)
    wasOpen = false
    brokenAt = undefined
    socket?.close(1000)
  }
  return {
    send,
    connect,
    renew,
    close,
    isOpen: () => socket?.readyState === WebSocket.OPEN,
    brokenSince: () => brokenAt,
  }
}

const openLiveSocket = (address: () => string) => {
  const watchers = new Set<() => void>()
  const channels = openChannels()
  const line = openLine(address, channels, () => {
    for (const watch of watchers) watch()
  })
  return {
    /** Listens to a channel until the returned function is called. News already held is told at once. */
    listen: (name: string, topic: string, key: Record<string, unknown>, listener: Listener): (() => void) => {
      const ask = JSON.stringify({ listen: topic, key })
      if (channels.join(name, ask, listener)) line.send(ask)
      line.connect()
      return () => {
        if (channels.leave(name, listener)) line.send(JSON.stringify({ leave: name }))
      }
    },
    /** Tells when the line breaks or comes back. */
    watch: (onChange: () => void): (() => void) => {
      watchers.add(onChange)
      return () => watchers.delete(onChange)
    },
    /** Since when the line is broken; undefined while it is up or nobody needs it. */
    brokenSince: line.brokenSince,
    isOpen: line.isOpen,
    /** Opens a new line at once, for instance when the network says it is back. */
    retry: (): void => {
      if (!channels.isEmpty()) line.renew()
    },
    /** Ends the line of a person who signed out; the next listener opens a new one. */
    close: line.close,
  }
}

/** The line of this browser tab. */
export const liveSocket = openLiveSocket(() => `${location.origin.replace(/^http/, 'ws')}/api/live`)
if (typeof window !== 'undefined') window.addEventListener('online', liveSocket.retry)
