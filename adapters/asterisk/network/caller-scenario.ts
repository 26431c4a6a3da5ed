import { join } from 'node:path'

/** The SIPp scenario of customers who call us: they wait to be answered, talk, and hang up. */
export const callerScenario = (
  { from, talkMs, givesUpMs }: { from: string; talkMs: number; givesUpMs?: number | undefined },
  sounds: string,
): string => {
  const heads = (method: string, cseq: number, peer: string): string =>
    [
      // Whoever gives up must name the call they gave up on.
      `Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=${cseq === 1 && peer === '' ? 'z9hG4bK-[pid]-[call_number]-first' : '[branch]'}`,
      `From: <sip:${from}@[local_ip]:[local_port]>;tag=[pid]i[call_number]\nTo: <sip:[service]@[remote_ip]:[remote_port]>${peer}`,
      `Call-ID: [call_id]\nCSeq: ${cseq} ${method}\nContact: <sip:${from}@[local_ip]:[local_port]>\nMax-Forwards: 70\n`,
    ].join('\n')
  const send = (message: string, attributes = ''): string => `<send ${attributes}><![CDATA[\n\n${message}\n]]></send>`
  // SIPp waits as long as the first of those it waits for says.
  const givesUp = givesUpMs === undefined ? '' : ` timeout="${givesUpMs}" ontimeout="givesUp"`
  const uri = 'sip:[service]@[remote_ip]:[remote_port] SIP/2.0\n'
  const note = (what: string): string => `<log message="${what}|[call_number]|[timestamp]|sip:[service]|sip:${from}"/>`
  const noted = (what: string): string => `<nop><action>${note(what)}</action></nop>`
  const refused = ['401', '403', '404', '480', '486', '488', '500', '503', '603'].map(
    (code) =>
      `<recv response="${code}" optional="true" next="refused${code}"><action>${note(`refused ${code}`)}</action></recv>`,
  )
  const acknowledge = (code: string): string =>
    `<label id="refused${code}"/>${send(`ACK ${uri}${heads('ACK', 1, '[peer_tag_param]')}Content-Length: 0\n`)}<nop next="end"/>`
  const description = [
    'Content-Type: application/sdp\nContent-Length: [len]\n',
    'v=0\no=caller 1 1 IN IP4 [local_ip]\ns=-\nc=IN IP4 [media_ip]\nt=0 0',
    'm=audio [rtpstream_audio_port] RTP/AVP 8 101\na=rtpmap:8 PCMA/8000',
    'a=rtpmap:101 telephone-event/8000\na=fmtp:101 0-15\na=ptime:20\n',
  ].join('\n')
  return `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="caller">
${noted('came')}
${send(`INVITE ${uri}${heads('INVITE', 1, '')}${description}`, 'retrans="500"')}
<recv request="BYE" optional="global" next="byed"/>
<recv response="100" optional="true"${givesUp}/>
<recv response="180" optional="true"${givesUp}/>
<recv response="183" optional="true"${givesUp}/>
${refused.join('\n')}
<recv response="200" rrs="true"${givesUp}/>
${noted('answered')}
${send(`ACK [next_url] SIP/2.0\n${heads('ACK', 1, '[peer_tag_param]')}Content-Length: 0\n`)}
<nop><action><exec rtp_stream="${join(sounds, 'person.al')},-1,8,PCMA/8000"/></action></nop>
<pause milliseconds="${talkMs}"/>
${noted('hung up')}
${send(`BYE [next_url] SIP/2.0\n${heads('BYE', 2, '[peer_tag_param]')}Reason: Q.850;cause=16\nContent-Length: 0\n`, 'retrans="500"')}
<recv response="200" next="end"/>
<label id="givesUp"/>
${noted('gave up')}
${send(`CANCEL ${uri}${heads('CANCEL', 1, '')}Content-Length: 0\n`, 'retrans="500"')}
<recv response="487" optional="true"/>
<recv response="200"/>
<recv response="487"/>
${send(`ACK ${uri}${heads('ACK', 1, '[peer_tag_param]').replace('[branch]', 'z9hG4bK-[pid]-[call_number]-first')}Content-Length: 0\n`)}
<nop next="end"/>
${['401', '403', '404', '480', '486', '488', '500', '503', '603'].map(acknowledge).join('\n')}
<label id="byed"/>
${send('SIP/2.0 200 OK\n[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\n[last_CSeq:]\nContent-Length: 0\n')}
${noted('was hung up on')}
<label id="end"/><nop/>
</scenario>
`
}
