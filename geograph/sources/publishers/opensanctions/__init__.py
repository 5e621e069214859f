"""OpenSanctions, and any file of entities of FollowTheMoney."""
