/**
 * What RFC 4475 tortures SIP programs with, by its names, in words of our own: allowed but strange, and not allowed at
 * all. Each is one datagram to the number `to`.
 */
export const tortures = (to: string): Record<string, Buffer> => {
  const sdp = [
    'v=0',
    'o=t 29739 7272939 IN IP4 192.0.2.1',
    's=-',
    'c=IN IP4 192.0.2.1',
    't=0 0',
    'm=audio 49217 RTP/AVP 8',
  ]
    .map((line) => `${line}\r\n`)
    .join('')
  let serial = 0

  type Parts = { method?: string; line?: string; body?: string; without?: string[]; heads?: Record<string, string> }
  const message = ({ method = 'INVITE', line, body = sdp, without = [], heads = {} }: Parts): string => {
    serial++
    const usual: Record<string, string> = {
      Via: `SIP/2.0/UDP host.example.com;branch=z9hG4bKtorture${serial};rport`,
      From: `<sip:caller@example.com>;tag=t${serial}`,
      To: `<sip:${to}@example.net>`,
      'Call-ID': `torture${serial}@example.com`,
      CSeq: `${serial} ${method}`,
      'Max-Forwards': '70',
      Contact: '<sip:caller@host.example.com>',
      'Content-Type': 'application/sdp',
      'Content-Length': String(Buffer.byteLength(body)),
    }
    const lines = Object.entries({ ...usual, ...heads }).filter(([name]) => !without.includes(name))
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
    return `${line ?? `${method} sip:${to}@example.net SIP/2.0`}\r\n${head}\r\n${body}`
  }
  const long = 'x'.repeat(2000)
  const answer = (line: string, heads: Record<string, string> = {}): string =>
    message({ line, body: '', without: ['Contact', 'Content-Type'], heads })

  const texts: Record<string, string> = {
    wsinv: message({
      line: `INVITE sip:${to}@example.net;unknownparam SIP/2.0`,
      heads: {
        From: '"J \\\\\\"" \r\n  <sip:caller@example.com>\r\n ;\r\n tag = 98',
        'Max-Forwards': '0068',
        Subject: '',
        UnknownHeaderWithUnusualValue: ';;,,;;,;',
        Route: '<sip:services.example.com;lr;unknownwith=value;unknown-no-value>',
        'Record-Route': '<sip:10.0.0.1;lr>,\r\n\t<sip:10.0.0.2;lr>',
      },
    }),
    intmeth: message({
      method: "!interesting-Method0123456789_*+`.%indeed'~",
      line: "!interesting-Method0123456789_*+`.%indeed'~ sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1@example.com SIP/2.0",
      heads: {
        From: "token1~` token2'+_ <sip:mundane@example.com>;fromParam''~+*_!.-%=\"работающий\";tag=_token~1'+`*%!-.",
      },
    }),
    esc01: message({
      line: `INVITE sip:sips%3Auser%40example.com@example.net SIP/2.0`,
      heads: { To: '<sip:%75se%72@example.com>' },
    }),
    escnull: message({
      method: 'REGISTER',
      line: 'REGISTER sip:example.com SIP/2.0',
      heads: {
        To: '<sip:null-%00-null@example.com>',
        Contact: '<sip:%00@host5.example.com>, <sip:%00%00@host5.example.com>',
      },
    }),
    esc02: message({ method: 'RE%47IST%45R', line: 'RE%47IST%45R sip:registrar.example.com SIP/2.0' }),
    lwsdisp: message({ method: 'OPTIONS', body: '', heads: { From: 'caller<sip:caller@example.com>;tag=323' } }),
    longreq: message({
      line: `INVITE sip:${to}@example.net;${'p'.repeat(500)}=${'v'.repeat(500)} SIP/2.0`,
      heads: {
        From: `"${long}" <sip:${long}@example.com>;${long}=${long};tag=1`,
        Via: Array.from(
          { length: 34 },
          (_, i) => `SIP/2.0/UDP sip${i}.example.com;branch=z9hG4bK${i}${'y'.repeat(60)}`,
        ).join(','),
      },
    }),
    dblreq: `${message({ method: 'REGISTER', line: 'REGISTER sip:example.com SIP/2.0', body: '' })}${message({})}`,
    semiuri: message({ method: 'OPTIONS', line: 'OPTIONS sip:user;par=u%40example.net@example.com SIP/2.0', body: '' }),
    transports: message({
      method: 'OPTIONS',
      body: '',
      heads: {
        Via: 'SIP/2.0/UDP t1.example.com;branch=z9hG4bKa, SIP/2.0/SCTP t2.example.com;branch=z9hG4bKb, SIP/2.0/UNKNOWN t3.example.com;branch=z9hG4bKc',
      },
    }),
    mpart01: message({
      method: 'MESSAGE',
      body: '--7a9c\r\nContent-Type: text/plain\r\n\r\nHello\r\n--7a9c\r\nContent-Type: application/octet-stream\r\n\r\n\0\u0001\u0002\r\n--7a9c--\r\n',
      heads: { 'Content-Type': 'multipart/mixed;boundary=7a9c' },
    }),
    unreason: answer('SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - простое'),
    noreason: answer('SIP/2.0 100 '),
    badinv01: message({
      heads: {
        Contact: '"Joe" <sip:joe@example.org>;;;;',
        From: '<sip:caller@example.com>;;,;tag=9',
        To: '"no end <sip:x@example.net>',
      },
    }),
    clerr: message({ heads: { 'Content-Length': '9999' } }),
    ncl: message({ heads: { 'Content-Length': '-999' } }),
    scalar02: message({
      method: 'REGISTER',
      line: 'REGISTER sip:example.com SIP/2.0',
      heads: {
        CSeq: '36893488147419103232 REGISTER',
        'Max-Forwards': '300',
        Expires: '100000000000000000000000',
        Contact: '<sip:u@host.example.com>;expires=280297596632815',
      },
    }),
    scalarlg: answer('SIP/2.0 503 Service Unavailable', {
      CSeq: '9292394834772304023312 OPTIONS',
      'Retry-After': '949302838503028349304023988',
      Warning: '1812 overture "In Progress"',
    }),
    quotbal: message({ heads: { To: '"Mr. J. User <sip:j.user@example.com>' } }),
    ltgtruri: message({ line: `INVITE <sip:${to}@example.net> SIP/2.0` }),
    lwsruri: message({ line: `INVITE sip:${to}@example.net; lr SIP/2.0` }),
    lwsstart: message({ line: `INVITE  sip:${to}@example.net  SIP/2.0` }),
    trws: message({ line: `OPTIONS sip:${to}@example.net SIP/2.0  `, method: 'OPTIONS' }),
    escruri: message({ line: `INVITE sip:${to}@example.net?Route=%3Csip:example.com%3E SIP/2.0` }),
    baddate: message({ heads: { Date: 'Fri, 01 Jan 2010 16:00:00 EST' } }),
    regbadct: message({
      method: 'REGISTER',
      line: 'REGISTER sip:example.com SIP/2.0',
      body: '',
      heads: { Contact: 'sip:user@example.com?Route=%3Csip:sip.example.com%3E' },
    }),
    badaspec: message({ method: 'OPTIONS', body: '', heads: { To: '"Watson, Thomas" < sip:t.watson@example.org >' } }),
    baddn: message({
      method: 'OPTIONS',
      body: '',
      heads: { From: 'Bell, Alexander <sip:a.g.bell@example.com>;tag=43' },
    }),
    badvers: message({
      method: 'OPTIONS',
      line: `OPTIONS sip:${to}@example.net SIP/7.0`,
      body: '',
      heads: { Via: 'SIP/7.0/UDP c.example.com;branch=z9hG4bKkdjuw' },
    }),
    mismatch01: message({ method: 'OPTIONS', body: '', heads: { CSeq: '8 INVITE' } }),
    mismatch02: message({ method: 'NEWMETHOD', heads: { CSeq: '8 INVITE' } }),
    bigcode: answer('SIP/2.0 4294967301 better not break the receiver'),
    badbranch: message({ method: 'OPTIONS', body: '', heads: { Via: 'SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK' } }),
    insuf: message({ without: ['Call-ID', 'From', 'To'] }),
    unkscm: message({
      method: 'OPTIONS',
      line: 'OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0',
      body: '',
    }),
    novelsc: message({ method: 'OPTIONS', line: 'OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0', body: '' }),
    unksm2: message({
      method: 'REGISTER',
      line: 'REGISTER sip:example.com SIP/2.0',
      body: '',
      heads: { To: 'isbn:2983792873', Contact: '<name:John_Smith>' },
    }),
    bext01: message({
      method: 'OPTIONS',
      body: '',
      heads: { Require: 'nothingSupportsThis, nothingSupportsThisEither', 'Proxy-Require': 'noProxiesSupportThis' },
    }),
    invut: message({ heads: { 'Content-Type': 'application/unknownformat' } }),
    regaut01: message({
      method: 'REGISTER',
      line: 'REGISTER sip:example.com SIP/2.0',
      body: '',
      heads: { Authorization: 'NoOneKnowsThisScheme opaque-data=here' },
    }),
    multi01: message({
      heads: {
        CSEQ: '59 INVITE',
        'call-id': 'another@example.com',
        'MAX-forwards': '5',
        from: 'sip:other@example.net;tag=2',
      },
    }),
    mcl01: message({ method: 'OPTIONS', heads: { 'content-length': '5', l: '13' } }),
    bcast: answer('SIP/2.0 200 OK', { Via: 'SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23' }),
    zeromf: message({ method: 'OPTIONS', body: '', heads: { 'Max-Forwards': '0' } }),
    cparam01: message({
      method: 'REGISTER',
      line: 'REGISTER sip:example.com SIP/2.0',
      body: '',
      heads: { Contact: 'sip:+19725552222@gw1.example.net;unknownparam' },
    }),
    regescrt: message({
      method: 'REGISTER',
      line: 'REGISTER sip:example.com SIP/2.0',
      body: '',
      heads: { Contact: '<sip:user@example.com?Route=%3Csip:sip.example.com%3E>' },
    }),
    sdp01: message({ without: ['Content-Length'], heads: { Accept: 'text/nobodyKnowsThis' } }),
    inv2543: message({
      without: ['Max-Forwards', 'Contact'],
      heads: {
        Via: 'SIP/2.0/UDP iftgw.example.com',
        CSeq: '56 INVITE',
        From: '<sip:+13035551111@ift.client.example.net>',
      },
    }),
    // Not of the RFC: what scanners send all day.
    empty: '',
    breaks: '\r\n\r\n\r\n\r\n',
    onlyALine: 'INVITE sip:1000@host SIP/2.0',
    noise: Array.from({ length: 1200 }, (_, i) => String.fromCharCode((i * 7919) % 256)).join(''),
  }
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text, 'utf8')]))
}
