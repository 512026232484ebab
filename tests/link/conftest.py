"""The sentence model, loaded once, and the invented story."""

import pytest

from allegedly.link import Embedder
from link.world import World, harbour


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return Embedder()


@pytest.fixture(scope="session")
def story() -> World:
    return harbour()


@pytest.fixture(scope="session")
def linked(story, embedder):
    return story.link(embedder)
