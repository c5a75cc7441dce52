def test_all_is_well(bot, corpus):
    ran = bot("check")
    assert ran.code == 0
    assert [line[:9] for line in ran.out.splitlines()] == ["ok       "] * 3
    assert f"database: {corpus}, whole" in ran.out


def test_before_the_first_start(bot, place):
    ran = bot("check")
    assert ran.code == 0
    assert "the first start makes it" in ran.out
    assert list(place.iterdir()) == []


def test_each_problem_is_a_line_and_the_rest_is_checked_too(bot, place):
    (place / "config.toml").write_text('[articles]\nfolders = ["gone/"]\n')
    (place / "data").mkdir()
    (place / "data/briefing.db").write_text("no database " * 500)
    ran = bot("check")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert [line.split()[0] for line in lines] == ["ok", "PROBLEM", "PROBLEM", "ok"]
    assert lines[1].endswith("/gone does not exist. Make it, or mend articles.folders.")
