import { join } from 'node:path'
import { type Mix, type Outcome, outcomes, usualMix } from './outcomes.ts'
import type { SoundName } from './sounds.ts'

/** How the customers of a carrier behave. Spans of time are drawn from a normal distribution: mean and deviation. */
export type Customers = {
  mix: Mix
  ringMs: readonly [number, number]
  talkMs: readonly [number, number]
  /** How long a telephone rings that nobody takes. */
  unansweredMs: number
  /** Whether sound flows; without it a carrier takes hundreds of calls a second. */
  sound: boolean
}

export const usualCustomers: Customers = {
  mix: usualMix,
  ringMs: [5000, 1500],
  talkMs: [30_000, 3000],
  unansweredMs: 40_000,
  sound: true,
}

type Span = readonly [mean: number, deviation: number]

/** The SIPp scenario of a carrier: one process that answers any number of calls, and logs what became of each. */
export const carrierScenario = (customers: Customers, sounds: string): string => {
  const { answered, failed, pressing } = courses(customers, sounds)
  const chances = Object.entries(customers.mix)
  return document('carrier', [
    // At the top and global, so that they may come in the middle of a wait.
    '<recv request="CANCEL" optional="global" next="cancelled"/>',
    '<recv request="BYE" optional="global" next="byed"/>',
    '<recv request="INVITE">',
    '<action>',
    ...Object.entries(outcomes).map(
      ([outcome, code]) =>
        `<ereg regexp="sip:[+]?(00)?(86)?142999${code}" search_in="hdr" header="To:" assign_to="is_${outcome}"/>`,
    ),
    '<ereg regexp=".*" search_in="hdr" header="From:" assign_to="from"/>',
    '<ereg regexp=".*" search_in="hdr" header="To:" assign_to="to"/>',
    '<ereg regexp="sip:[^&gt;;]+" search_in="hdr" header="Contact:" assign_to="contact"/>',
    note('came'),
    '</action>',
    '</recv>',
    reply('100 Trying', { to: '[last_To:]' }),
    ...Object.keys(outcomes).map((outcome) => `<nop test="is_${outcome}" next="${outcome}"/>`),
    ...byChance(chances),
    answered('person', 'person', customers.talkMs),
    answered('patient', 'person', [600_000, 0]),
    answered('brief', 'person', [4000, 0]),
    pressing('presser', ['1', '2', '#']),
    answered('machine', 'machine', [25_000, 0]),
    answered('fax', 'fax', [12_000, 0]),
    answered('instant', 'person', [30, 0], [100, 0]),
    label('noAnswer'),
    noted('rang'),
    reply('180 Ringing'),
    pause([customers.unansweredMs, 0]),
    failed('unanswered', '480 Temporarily Unavailable', 19),
    failed('switchedOff', '480 Temporarily Unavailable', 20, [2000, 500]),
    failed('suspended', '410 Gone', 22, [1500, 500]),
    failed('busy', '486 Busy Here', 17, [1500, 500]),
    failed('timedOut', '408 Request Timeout', undefined, [5000, 0]),
    failed('emptyNumber', '404 Not Found', 1, [800, 200]),
    failed('fault', '503 Service Unavailable'),
    failed('rejected', '603 Decline', 21, [2500, 500]),
    label('announced'),
    description('183 Session Progress', customers.sound),
    play(customers, sounds, 'announcement', 1),
    pause([7500, 0]),
    go('emptyNumber'),
    label('dead'),
    pause([90_000, 0]),
    go('gone'),
    ...endings,
  ])
}

/** A scenario whose every call is taken at once and talked in for ten minutes: headsets for a test of load. */
export const talkerScenario = (sounds: string): string => {
  const customers = { ...usualCustomers, ringMs: [10, 0] as const }
  return document('talker', [
    '<recv request="CANCEL" optional="global" next="cancelled"/>',
    '<recv request="BYE" optional="global" next="byed"/>',
    '<recv request="INVITE">',
    '<action>',
    '<ereg regexp=".*" search_in="hdr" header="From:" assign_to="from"/>',
    '<ereg regexp=".*" search_in="hdr" header="To:" assign_to="to"/>',
    '<ereg regexp="sip:[^&gt;;]+" search_in="hdr" header="Contact:" assign_to="contact"/>',
    note('came'),
    '</action>',
    '</recv>',
    courses(customers, sounds).answered('talker', 'agent', [600_000, 0]),
    ...endings,
  ])
}

/** A key as a telephone tells it that sends keys apart from the sound. */
const pressed = (key: string, at: number): string =>
  [
    pause([at === 0 ? 3000 : 800, 0]),
    send(
      [
        'INFO [$contact] SIP/2.0\nVia: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
        `From: [$to];tag=[pid]c[call_number]\nTo: [$from]\n[last_Call-ID:]\nCSeq: ${at + 1} INFO\nMax-Forwards: 70`,
        `Content-Type: application/dtmf-relay\nContent-Length: [len]\n\nSignal=${key}\nDuration=160\n`,
      ].join('\n'),
      'retrans="500"',
    ),
    '<recv response="200"/>',
  ].join('\n')

const courses = (customers: Customers, sounds: string) => ({
  pressing: (name: string, keys: readonly string[]): string =>
    [
      label(name),
      noted('rang'),
      reply('180 Ringing'),
      pause(customers.ringMs),
      noted('answered'),
      description('200 OK', customers.sound, 'retrans="500"'),
      '<recv request="ACK"/>',
      play(customers, sounds, 'person', -1),
      ...keys.map(pressed),
      pause([15_000, 0]),
      go('hangUp'),
    ].join('\n'),
  answered: (name: string, sound: SoundName, talkMs: Span, ringMs: Span = customers.ringMs): string =>
    [
      label(name),
      noted('rang'),
      reply('180 Ringing'),
      pause(ringMs),
      noted('answered'),
      description('200 OK', customers.sound, 'retrans="500"'),
      '<recv request="ACK"/>',
      play(customers, sounds, sound, sound === 'machine' || sound === 'fax' ? 1 : -1),
      pause(talkMs),
      go('hangUp'),
    ].join('\n'),
  failed: (name: string, line: string, cause?: number, delayMs?: Span): string =>
    [
      label(name),
      delayMs ? pause(delayMs) : '',
      noted(`refused ${line.slice(0, 3)}`),
      reply(line, { attributes: 'retrans="500"', extra: cause ? `Reason: Q.850;cause=${cause}\n` : '' }),
      '<recv request="ACK" next="end"/>',
    ].join('\n'),
})

const document = (name: string, parts: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="${name}">\n${parts.join('\n')}\n</scenario>\n`

/** SIPp draws for each branch anew, so each chance is that of those that are left. */
const byChance = (chances: readonly (readonly [string, number | undefined])[]): string[] => {
  let left = 1
  return chances.map(([outcome, chance = 0], index) => {
    const ofThoseLeft = chance / left
    left -= chance
    return index === chances.length - 1 ? go(outcome) : `<nop chance="${ofThoseLeft.toFixed(4)}" next="${outcome}"/>`
  })
}

const note = (what: string): string => `<log message="${what}|[call_number]|[timestamp]|[$to]|[$from]"/>`
/** Always before what is sent: the answer may be here before a step after it. */
const noted = (what: string): string => `<nop><action>${note(what)}</action></nop>`
const label = (name: string): string => `<label id="${name}"/>`
const go = (name: string): string => `<nop next="${name}"/>`
const pause = ([mean, deviation]: Span): string =>
  deviation > 0
    ? `<pause distribution="normal" mean="${mean}" stdev="${deviation}"/>`
    : `<pause milliseconds="${mean}"/>`
const play = ({ sound }: Customers, folder: string, name: SoundName, times: number): string =>
  sound ? `<nop><action><exec rtp_stream="${join(folder, `${name}.al`)},${times},8,PCMA/8000"/></action></nop>` : ''

const tagged = '[last_To:];tag=[pid]c[call_number]'
const contact = 'Contact: <sip:carrier@[local_ip]:[local_port]>\n'
const send = (message: string, attributes = ''): string => `<send ${attributes}><![CDATA[\n\n${message}\n]]></send>`
const answerHeads = (to: string): string => `[last_Via:]\n[last_From:]\n${to}\n[last_Call-ID:]\n[last_CSeq:]\n`

const reply = (line: string, { to = tagged, attributes = '', extra = '' } = {}): string =>
  send(`SIP/2.0 ${line}\n${answerHeads(to)}${contact}${extra}Content-Length: 0\n`, attributes)

const description = (line: string, sound: boolean, attributes = ''): string =>
  send(
    [
      `SIP/2.0 ${line}\n${answerHeads(tagged)}${contact}Content-Type: application/sdp\nContent-Length: [len]\n`,
      'v=0\no=carrier 1 1 IN IP4 [local_ip]\ns=-\nc=IN IP4 [media_ip]\nt=0 0',
      `m=audio ${sound ? '[rtpstream_audio_port]' : '[media_port]'} RTP/AVP 8 101`,
      'a=rtpmap:8 PCMA/8000\na=rtpmap:101 telephone-event/8000\na=fmtp:101 0-15\na=ptime:20\n',
    ].join('\n'),
    attributes,
  )

const terminated = [
  'SIP/2.0 487 Request Terminated\n[last_Via:]\nFrom: [$from]\nTo: [$to];tag=[pid]c[call_number]\n[last_Call-ID:]',
  'CSeq: [cseq] INVITE\nContent-Length: 0\n',
].join('\n')
const bye = [
  'BYE [$contact] SIP/2.0\nVia: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
  'From: [$to];tag=[pid]c[call_number]\nTo: [$from]\n[last_Call-ID:]\nCSeq: 9 BYE\nMax-Forwards: 70',
  // Without a reason Asterisk knows no cause.
  'Reason: Q.850;cause=16\nContent-Length: 0\n',
].join('\n')

const endings: readonly string[] = [
  label('cancelled'),
  reply('200 OK', { to: '[last_To:]' }),
  noted('cancelled'),
  send(terminated, 'retrans="500"'),
  '<recv request="ACK" next="end"/>',
  label('hangUp'),
  noted('hung up'),
  send(bye, 'retrans="500"'),
  '<recv response="200" next="end"/>',
  label('byed'),
  reply('200 OK', { to: '[last_To:]' }),
  noted('was hung up on'),
  go('end'),
  label('gone'),
  noted('forgotten'),
  label('end'),
  '<nop/>',
]

export const isOutcome = (word: string): word is Outcome => Object.hasOwn(outcomes, word)
