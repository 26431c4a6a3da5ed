// What a run is that hangs.
setInterval(() => {}, 60_000)
