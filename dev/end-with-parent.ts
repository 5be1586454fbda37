/**
 * Loaded first (`--import`) in every process of the set: ends it when the process that started it is gone, however that
 * ended. There is nobody left to close it in good order, and its port has to be free for the next start.
 */
process.once('disconnect', () => process.exit(1));
// The channel alone must not keep a process alive that has done its work.
process.channel?.unref();
