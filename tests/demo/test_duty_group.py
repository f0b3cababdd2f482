"""The sample office's group: what nobody took stands there, and one tap takes it."""

from bot.demo.run import open_demo


async def test_the_officer_works_in_the_group() -> None:
    async with open_demo() as demo:
        group, officer, head = (demo.sample.phones[key] for key in ("group", "officer", "head"))
        await group.wait_for(3)
        card = group.last
        assert not head.received, "colleagues know of the group since long"
        assert "Сизде" in (await group.tap("Мен алам", card)).text
        await officer.wait_for("Сизде")
        await group.wait_for(lambda _: "Бакыт Асанов" in card.text)
        view = group.snapshot()
        assert view["group"]
        assert not any(message["mine"] for message in view["messages"])
        group.send_text("Мен карайм")
        assert group.snapshot()["messages"][-1]["mine"]
