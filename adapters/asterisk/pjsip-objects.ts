import type { HeadsetAccount, Trunk } from '#domains/telephony/server/port.ts'

/** One object of Asterisk's SIP side, as `PUT /ari/asterisk/config/dynamic/res_pjsip/{type}/{id}` takes it. */
export type PjsipObject = {
  type: 'auth' | 'aor' | 'endpoint' | 'identify' | 'registration'
  id: string
  fields: Readonly<Record<string, string>>
}

/**
 * Kinds of sound, the best first: an Opus leg costs two and a half times as much as one of A-law. To be said at each call
 * as well: of itself Asterisk (22.10.1) offers µ-law first whatever its endpoint allows first. A browser then takes A-law
 * and sends µ-law, and the leg that changes its kind while it is joined may fall silent for its agent.
 */
export const headsetFormats = 'alaw,ulaw,opus'
export const trunkFormats = 'alaw,ulaw'

/** Where sound flows: the address Asterisk names to the other side and listens on. */
export type MediaAddress = string | undefined

/**
 * So long Asterisk waits for a packet of sound from a carrier whose customer has answered, before the call counts as lost;
 * seconds. A carrier that dies says nothing, and its customer would be talked to in vain for ever. Long enough for
 * carriers, and machines that record, which send nothing while it is quiet.
 */
export const usualSilentSeconds = 60

const media = (address: MediaAddress): Record<string, string> =>
  address === undefined ? {} : { media_address: address, bind_rtp_to_media_address: 'yes' }

/** A browser headset: comes in by the web socket with its password, may dial nothing, is called by us. In this order. */
export const headsetObjects = ({ endpoint, password }: HeadsetAccount, address: MediaAddress): PjsipObject[] => [
  { type: 'auth', id: endpoint, fields: { auth_type: 'userpass', username: endpoint, password } },
  { type: 'aor', id: endpoint, fields: { max_contacts: '1', remove_existing: 'yes' } },
  {
    type: 'endpoint',
    id: endpoint,
    fields: {
      transport: 'headset-ws',
      context: 'from-headset',
      identify_by: 'username',
      webrtc: 'yes',
      disallow: 'all',
      allow: headsetFormats,
      direct_media: 'no',
      timers: 'no',
      // A browser that dies says nothing, and its leg would stay up for ever.
      rtp_timeout: '5',
      ...media(address),
      auth: endpoint,
      aors: endpoint,
    },
  },
]

/** A trunk. `addresses` are those the carrier calls us from, resolved by us; without any, nobody calls in over it. */
export const trunkObjects = (trunk: Trunk, addresses: readonly string[], address: MediaAddress): PjsipObject[] => {
  const id = trunkId(trunk.name)
  const server = `sip:${trunk.address}${trunk.transport === 'udp' ? '' : `;transport=${trunk.transport}`}`
  const { login } = trunk
  const objects: PjsipObject[] = [
    { type: 'aor', id, fields: { contact: server } },
    {
      type: 'endpoint',
      id,
      fields: {
        transport: `trunk-${trunk.transport}`,
        context: 'from-trunk',
        // Whoever merely writes its name is a stranger.
        identify_by: 'ip',
        disallow: 'all',
        allow: trunkFormats,
        direct_media: 'no',
        timers: 'no',
        // Unsaid it becomes "unknown" at the second telling (22.10.1), and so would everybody who calls us.
        callerid: '',
        rtp_timeout: String(trunk.silentSeconds ?? usualSilentSeconds),
        ...media(address),
        aors: id,
        ...(login ? { outbound_auth: id, from_user: login.user } : {}),
      },
    },
  ]
  if (login)
    objects.unshift({
      type: 'auth',
      id,
      fields: { auth_type: 'userpass', username: login.user, password: login.password },
    })
  if (addresses.length > 0) objects.push({ type: 'identify', id, fields: { endpoint: id, match: addresses.join(',') } })
  if (login && trunk.registers)
    objects.push({
      type: 'registration',
      id,
      fields: {
        transport: `trunk-${trunk.transport}`,
        server_uri: server,
        client_uri: `sip:${login.user}@${trunk.address}`,
        outbound_auth: id,
        retry_interval: '30',
        forbidden_retry_interval: '300',
        // A password mended at the carrier must not need a restart here.
        auth_rejection_permanent: 'no',
        line: 'yes',
        endpoint: id,
      },
    })
  return objects
}

/** Names of trunks are people's; those of Asterisk's objects must do in a URL and in `PJSIP/number@trunk`. */
export const trunkId = (name: string): string => `trunk-${Buffer.from(name, 'utf8').toString('hex')}`
