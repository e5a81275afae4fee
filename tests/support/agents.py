"""`claimhouse mcp` as an agent meets it: the client of the official SDK over standard input and output."""

import asyncio
import sys

import pytest


def conversation(talk, environment, before=()):
    """What the coroutine function `talk` gives for a connected client; `before` are words in front of the command of the server."""
    client = pytest.importorskip("mcp.client.client", reason="needs the packages of requirements/mcp.lock")
    stdio = pytest.importorskip("mcp.client.stdio")
    command, *words = [*before, sys.executable, "-m", "claimhouse.cli", "mcp"]
    server = stdio.StdioServerParameters(command=command, args=words, env=environment)

    async def connected():
        async with client.Client(stdio.stdio_client(server)) as agent:
            return await talk(agent)

    return asyncio.run(connected())


def answers(calls, environment, at_once=1, before=()):
    """For each tool and its arguments whether the server refused it, and what it said."""

    async def talk(agent):
        free = asyncio.Semaphore(at_once)

        async def ask(tool, arguments):
            async with free:
                answer = await agent.call_tool(tool, arguments)
            return answer.is_error, answer.content[0].text

        return await asyncio.gather(*(ask(tool, arguments) for tool, arguments in calls))

    return conversation(talk, environment, before)
