import eventlet
from eventlet import tpool
import asyncio
async def main():
    async def part(n):
        await asyncio.sleep(0.01 * n)
        return n
    return await asyncio.gather(*(part(n) for n in (3, 1, 2)))
ticks = []
def tick():
    while True:
        ticks.append(1)
        eventlet.sleep(0.005)
t = eventlet.spawn(tick)
print(tpool.execute(asyncio.run, main()), len(ticks) > 2)
t.kill()
tpool.killall()
